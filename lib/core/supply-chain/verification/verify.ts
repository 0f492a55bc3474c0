/**
 * Verifies artefacts of images. What the cryptography shows of an artefact, a target and a revision of the profiles never
 * changes: it may be kept, and judged again by another policy without being computed again.
 */
import type { Signer } from "../identity/signer.ts";
import type { TrustProfile } from "../trust/profile.ts";
import { bind, openArtefact, type SignedArtefact } from "./artefact.ts";
import { type Attempt, ended, failed, listChecks, notApplicable, notAssessed, passed } from "./checks.ts";
import type { Evidence, VerificationTarget } from "./evidence.ts";
import { openKeys } from "./keyed.ts";
import type { VerificationCheck, VerificationResult } from "./result.ts";
import { openSigstore } from "./sigstore.ts";
import { readStatement, type Statement } from "./statement.ts";

/** What the cryptography and the binding to the image show, before anybody asks who may sign. */
export interface Cryptography {
  readonly state: "sound" | "signed-unverifiable" | "invalid" | "claim-only" | "unknown";
  readonly reason: string;
  readonly signer?: Signer;
  /** All checks; that of the identity is not assessed yet. */
  readonly checks: readonly VerificationCheck[];
  readonly statement?: Statement;
  readonly profile?: NonNullable<VerificationResult["profile"]>;
}

export interface ArtefactVerifier {
  verify(evidence: Evidence, target: VerificationTarget): Cryptography;
}

type SignedAttempt = Attempt & { readonly signer?: Signer };
type Trial = SignedAttempt & { readonly profile?: NonNullable<VerificationResult["profile"]> };

/** @param profiles tried in this order; any one that finds the signature sound decides. */
export function createVerifier(profiles: readonly TrustProfile[]): ArtefactVerifier {
  const open = profiles.map((profile) => ({
    profile: { name: profile.name, revision: profile.revision },
    attempt: profile.kind === "sigstore" ? openSigstore(profile) : openKeys(profile),
  }));
  const tryAll = (artefact: SignedArtefact): readonly Trial[] =>
    open.map(({ profile, attempt }) => ({ ...guarded(attempt, artefact), profile }));
  return {
    verify: (evidence, target) => {
      if (evidence.kind === "claim") return readClaim(evidence.statement, target);
      const artefact = openArtefact(evidence, target);
      if (!artefact.ok) return unreadable(artefact.error);
      return conclude(artefact.value, best(tryAll(artefact.value)));
    },
  };
}

/** Malformed bytes make readers throw in places of every kind: whatever it is, nothing was verified. */
function guarded(attempt: (artefact: SignedArtefact) => SignedAttempt, artefact: SignedArtefact): SignedAttempt {
  try {
    return attempt(artefact);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return ended("format", "signed-unverifiable", `It is malformed, and could not be judged: ${why}.`);
  }
}

const untrusting: Trial = { state: "signed-unverifiable", reason: "No trust profile is set up.", checks: {} };

/** A sound one counts, else a contradiction, else the attempt that came furthest. */
function best(trials: readonly Trial[]): Trial {
  const furthest = trials.toSorted((one, other) => reach(other) - reach(one))[0];
  return (
    trials.find(({ state }) => state === "sound") ?? trials.find(({ state }) => state === "invalid") ?? furthest ?? untrusting
  );
}

function reach({ checks }: Trial): number {
  return Object.values(checks).filter((check) => check?.outcome === "passed").length;
}

function conclude({ statement, subject }: SignedArtefact, { signer, profile, ...trial }: Trial): Cryptography {
  const checks = listChecks({ format: passed("It can be read."), ...trial.checks, subject });
  const rest = { checks, ...(statement && { statement }), ...(profile && { profile }) };
  if (subject.outcome === "failed") return { state: "invalid", reason: subject.detail, ...rest, ...(signer && { signer }) };
  if (trial.state !== "sound") return { state: trial.state, reason: trial.reason, ...rest };
  if (subject.outcome !== "passed") return { state: "signed-unverifiable", reason: subject.detail, ...rest };
  return { state: "sound", reason: trial.reason, ...rest, ...(signer && { signer }) };
}

function unreadable(reason: string): Cryptography {
  return { state: "signed-unverifiable", reason, checks: listChecks({ format: notAssessed(reason) }) };
}

function readClaim(json: unknown, { digests }: VerificationTarget): Cryptography {
  const statement = readStatement(json);
  if (!statement.ok)
    return { state: "unknown", reason: statement.error, checks: listChecks({ format: failed(statement.error) }) };
  const subject = bind(statement.value, digests);
  const unsigned = notApplicable("Nobody signed it.");
  const checks = listChecks({
    format: passed("It can be read."),
    subject,
    "trusted-time": unsigned,
    "certificate-chain": unsigned,
    "certificate-log": unsigned,
    "transparency-log": unsigned,
    signature: unsigned,
    identity: unsigned,
  });
  const invalid = subject.outcome === "failed";
  const reason = invalid ? subject.detail : "Somebody who could write to the registry claims it; nobody signed it.";
  return { state: invalid ? "invalid" : "claim-only", reason, checks, statement: statement.value };
}
