/** Who may sign, asked last: from what the cryptography shows and a policy to the state that is shown. */
import { inEscapes } from "../identity/certificate.ts";
import type { CompiledPolicy } from "../identity/policy.ts";
import type { Signer } from "../identity/signer.ts";
import { failed, notAssessed, passed } from "./checks.ts";
import { isKnownPredicate } from "./predicates.ts";
import type { VerificationCheck, VerificationResult } from "./result.ts";
import type { Cryptography } from "./verify.ts";

/** @param policy absent where none is configured: then a registered key is enough, and no certificate is. */
export function judge({ state, checks, ...cryptography }: Cryptography, policy?: CompiledPolicy): VerificationResult {
  if (state !== "sound") return { ...cryptography, state, checks };
  const identity = judgeSigner(cryptography.signer, policy);
  const judged = checks.map((check) => (check.id === "identity" ? { id: check.id, ...identity } : check));
  if (identity.outcome !== "passed")
    return { ...cryptography, state: "signed-untrusted", reason: identity.detail, checks: judged };
  const { predicateType } = cryptography.statement ?? {};
  if (predicateType !== undefined && !isKnownPredicate(predicateType)) {
    const reason = `The signature is sound, but what ${inEscapes(predicateType)} states is not known here.`;
    return { ...cryptography, state: "signed-unverifiable", reason, checks: judged };
  }
  return { ...cryptography, state: "verified", reason: identity.detail, checks: judged };
}

function judgeSigner(signer: Signer | undefined, policy: CompiledPolicy | undefined): Omit<VerificationCheck, "id"> {
  if (signer === undefined) return notAssessed("The signer cannot be read.");
  if (signer.kind === "key" && policy === undefined) return passed(`Signed with the registered key ${signer.name}.`);
  if (signer.kind === "certificate" && (signer.subject === undefined || signer.issuer === undefined)) {
    const missing = signer.subject === undefined ? "subject" : "issuer";
    return notAssessed(`The signature is sound, but its certificate names no ${missing} that can be read.`);
  }
  const name = nameOf(signer);
  if (policy === undefined) return notAssessed(`The signature is sound and by ${name}; no policy says who may sign.`);
  if (!policy.allows(signer)) {
    const refusing = policy.refusedBy?.(signer) ?? [policy.name];
    const verb = refusing.length > 1 ? "do" : "does";
    return failed(`The signature is sound, but by ${name}, whom ${refusing.join(" and ")} ${verb} not name.`);
  }
  return passed(`Signed by ${name}, by the rules of ${policy.name}.`);
}

/** @returns how a signer is called in a sentence; characters that look like others stand as escapes. */
export function nameOf(signer: Signer): string {
  if (signer.kind === "key") return `the registered key ${signer.name}`;
  return `${inEscapes(signer.subject ?? "nobody")} of ${inEscapes(signer.issuer ?? "nobody")}`;
}
