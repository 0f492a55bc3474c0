/** What would become of a running image if policies were enforced today. Nothing is verified anew, and nothing is guessed. */
import type { VerificationState } from "../verification/result.ts";
import type { CompiledImagePolicies, CompiledImagePolicy } from "./compile.ts";
import { type PolicyReason, type PolicyVerdict, type SoundArtifact, verdictOfImage } from "./evaluate.ts";
import type { ImageName } from "./glob.ts";

export type DryRunReason =
  | PolicyReason
  /** There are statements, and nobody signed them. */
  | "claimOnly"
  | "invalid"
  | "unverifiable"
  | "notNamed"
  | "noDigest"
  | "notLooked"
  | "notComplete"
  /** The answer is too old. */
  | "olderJudgement"
  /** The policy allows a key that no trust profile holds, so that nothing can be verified by it. */
  | "keyNotTrusted";

export interface DryRunVerdict {
  readonly verdict: "refused" | "notAssessed" | "allowed" | "notNamed";
  readonly reason: DryRunReason;
  readonly sentence: string;
  /** The first policy that refuses it, or that cannot be answered. */
  readonly policy?: string;
}

/** What is known of a running image. */
export interface KnownImage {
  /** Absent where there is nothing that a registry could be asked for, and why. */
  readonly withoutDigest?: string;
  /** Nobody has looked yet, or nobody could; and why. */
  readonly notLooked?: string;
  /** The answer is older than it may be told as if it were of today. */
  readonly old?: string;
  /** Of its signature. */
  readonly state?: VerificationState | undefined;
  /** Why the state is so. */
  readonly reason: string;
  /** Of all platforms together. */
  readonly artifacts: readonly SoundArtifact[];
  /** What covers each platform; absent where everything covers all of them. */
  readonly platforms?: readonly (readonly SoundArtifact[])[];
  /** Every place was asked and answered, so that there is nothing beside these artefacts. */
  readonly complete: boolean;
}

export interface DryRunTerms {
  readonly policies: CompiledImagePolicies;
  /** Fingerprints of the keys that a trust profile holds. */
  readonly trustedKeys: ReadonlySet<string>;
  /** What becomes of an image that no policy names. */
  readonly unmatched: "allow" | "refuse";
}

export function tryImage(name: ImageName | undefined, known: KnownImage, terms: DryRunTerms): DryRunVerdict {
  const matching = name === undefined ? [] : terms.policies.matching(name);
  if (matching.length === 0) {
    const verdict = terms.unmatched === "refuse" ? "refused" : "notNamed";
    return { verdict, reason: "notNamed", sentence: "No policy names the image." };
  }
  const platforms = known.platforms ?? [known.artifacts];
  const closed = matching.find(({ policy }) => policy.signers.length === 0);
  if (closed) return refusal(verdictOfImage(closed, platforms), known);
  const unseen = unseenReason(known);
  if (unseen !== undefined) return { verdict: "notAssessed", ...unseen, policy: matching[0]?.policy.name ?? "" };
  const refusing = matching
    .map((compiled) => ({ compiled, answer: verdictOfImage(compiled, platforms) }))
    .filter(({ answer }) => !answer.allows);
  if (refusing.length === 0) {
    const names = matching.map(({ policy }) => policy.name).join(" and ");
    return { verdict: "allowed", reason: "allowed", sentence: `It is signed by the rules of ${names}.` };
  }
  // One that is sure to refuse decides, whatever cannot be said of the others.
  const answers = refusing.map(({ compiled, answer }) => unsure(compiled, known, terms) ?? refusal(answer, known));
  return answers.find(({ verdict }) => verdict === "refused") ?? answers[0] ?? refusal(refusing[0]?.answer, known);
}

function unseenReason({ withoutDigest, notLooked, old }: KnownImage): Pick<DryRunVerdict, "reason" | "sentence"> | undefined {
  if (withoutDigest !== undefined) return { reason: "noDigest", sentence: withoutDigest };
  if (notLooked !== undefined) return { reason: "notLooked", sentence: notLooked };
  return old === undefined ? undefined : { reason: "olderJudgement", sentence: old };
}

/** @returns why it cannot be said that a policy refuses what it does not allow. */
function unsure({ policy }: CompiledImagePolicy, known: KnownImage, { trustedKeys }: DryRunTerms): DryRunVerdict | undefined {
  const open = policy.signers.some((signer) => signer.kind === "key" && !trustedKeys.has(signer.fingerprint));
  if (open)
    return {
      ...{ verdict: "notAssessed", reason: "keyNotTrusted", policy: policy.name },
      sentence: `${policy.name} allows a key that no trust profile holds: nothing can be verified by it.`,
    };
  if (known.complete) return undefined;
  const sentence = "Not every place could be looked at: there may be a signature that it would be allowed by.";
  return { verdict: "notAssessed", reason: "notComplete", sentence, policy: policy.name };
}

/** That nothing is soundly signed has reasons of its own. */
function refusal(answer: PolicyVerdict | undefined, { state, reason: why }: KnownImage): DryRunVerdict {
  const { reason = "notSigned", sentence = "", policy } = answer ?? {};
  const named = { verdict: "refused" as const, ...(policy && { policy: policy.name }) };
  if (reason !== "notSigned") return { ...named, reason, sentence };
  if (state === "invalid") return { ...named, reason: "invalid", sentence: why };
  if (state === "signed-unverifiable") return { ...named, reason: "unverifiable", sentence: why };
  if (state === "claim-only")
    return { ...named, reason: "claimOnly", sentence: "There are statements about it, and nobody signed them." };
  return { ...named, reason, sentence };
}
