/** What is said of one artefact of one image: a state, why, who signed, and which checks ran. */
import type { Signer } from "../identity/signer.ts";
import type { Statement } from "./statement.ts";

/**
 * The states that are told apart, from the spec of the trail.
 * - verified: cryptography, subject, trusted time and identity (or a registered key) all hold.
 * - signed-untrusted: the cryptography holds, and no policy names the signer.
 * - signed-unverifiable: there is a signature, and the means to judge it are missing.
 * - invalid: bytes contradict each other, or the signature is about something else.
 * - unsigned: every layout was asked, and every answer was a definite no.
 * - claim-only: a statement that nobody signed.
 * - unknown: it could not be looked at.
 * - stale: the answer is older than its time to live, its trust profile or its policy.
 */
export const verificationStates = [
  "verified",
  "signed-untrusted",
  "signed-unverifiable",
  "invalid",
  "unsigned",
  "claim-only",
  "unknown",
  "stale",
] as const;
export type VerificationState = (typeof verificationStates)[number];

/** The checks, in the order in which they run. */
export const checkIds = [
  "format",
  "subject",
  "trusted-time",
  "certificate-chain",
  "certificate-log",
  "transparency-log",
  "signature",
  "identity",
] as const;
export type CheckId = (typeof checkIds)[number];

/** One check of a verification. notAssessed: an earlier check ended the verification, or the means to decide are missing. */
export interface VerificationCheck {
  readonly id: CheckId;
  readonly outcome: "passed" | "failed" | "notApplicable" | "notAssessed";
  /** One sentence that names the bytes or the authority. */
  readonly detail: string;
}

/** The answer about one artefact. A reader may show every text of it; what came from the artefact may be hostile. */
export interface VerificationResult {
  readonly state: VerificationState;
  /** One sentence. */
  readonly reason: string;
  /** Present where the cryptography holds: nobody else is known to have signed. */
  readonly signer?: Signer;
  readonly checks: readonly VerificationCheck[];
  /** What the artefact states, present where it could be read; signed by `signer`, or by nobody known. */
  readonly statement?: Statement;
  /** The trust profile that decided. */
  readonly profile?: { readonly name: string; readonly revision: string };
}
