/** Signatures of registered keys: by the hint where there is one, else by trying each key. */
import type { KeySigner } from "../identity/signer.ts";
import type { KeyProfile, RegisteredKey } from "../trust/profile.ts";
import type { SignedArtefact } from "./artefact.ts";
import { type Attempt, ended, type Findings, failed, notApplicable, notAssessed, passed } from "./checks.ts";
import { classify } from "./classify.ts";
import { statedTimes } from "./entity.ts";
import { openRoot } from "./open-root.ts";
import { checkSignature } from "./signature.ts";
import { openEntity, witnessChecks } from "./sigstore.ts";

export type KeyedAttempt = Attempt & { readonly signer?: KeySigner };

const noCertificate: Findings = {
  "certificate-chain": notApplicable("It is signed with a key."),
  "certificate-log": notApplicable("It is signed with a key."),
};

/** @returns a function that tries artefacts with the profile's keys. */
export function openKeys(profile: KeyProfile): (artefact: SignedArtefact) => KeyedAttempt {
  return (artefact) => {
    const { content } = artefact.bundle.verificationMaterial;
    if (content.$case !== "publicKey") {
      return ended("signature", "signed-unverifiable", `It is signed with a certificate, and ${profile.name} knows keys alone.`);
    }
    const { hint } = content.publicKey;
    const keys = profile.keys.filter(({ fingerprint }) => hint === "" || hintOf(fingerprint) === hint);
    if (keys.length === 0)
      return ended("signature", "signed-unverifiable", `No key of ${profile.name} has the hint ${hint || "of none"}.`);
    return attempt(artefact, profile, keys, hint !== "");
  };
}

/** cosign's hint: the digest of the SPKI in base64. */
function hintOf(fingerprint: string): string {
  return Buffer.from(fingerprint, "hex").toString("base64");
}

function attempt(artefact: SignedArtefact, profile: KeyProfile, keys: readonly RegisteredKey[], named: boolean): KeyedAttempt {
  const signature = signatureOf(artefact);
  const answers = keys.map((key) => ({ key, answer: checkSignature(key.key, artefact.signed, signature) }));
  const right = answers.find(({ answer }) => answer.kind === "right");
  if (right !== undefined) return witnessed(artefact, profile, right.key);
  const cannot = answers.flatMap(({ answer }) => (answer.kind === "cannot" ? [answer.why] : []));
  if (cannot[0] !== undefined) return ended("signature", "signed-unverifiable", `The signature cannot be checked: ${cannot[0]}.`);
  return named
    ? ended("signature", "invalid", "The signature does not verify under the key that it names.")
    : ended("signature", "signed-unverifiable", `No key of ${profile.name} made the signature.`);
}

function signatureOf({ bundle: { content } }: SignedArtefact): Uint8Array {
  return content.$case === "dsseEnvelope"
    ? (content.dsseEnvelope.signatures[0]?.sig ?? Buffer.of())
    : content.messageSignature.signature;
}

function witnessed(artefact: SignedArtefact, { log, name }: KeyProfile, { key, ...registered }: RegisteredKey): KeyedAttempt {
  const signature = passed(`The signature verifies under the registered key ${registered.name}.`);
  const signer = { kind: "key", name: registered.name, fingerprint: registered.fingerprint } as const;
  if (log === undefined) {
    const none = notApplicable(`${name} asks for no transparency log: nothing says when it was signed.`);
    const checks = { ...noCertificate, "trusted-time": none, "transparency-log": none, signature };
    return { state: "sound", reason: "The signature is sound.", checks, signer: { ...signer, signedAt: [] } };
  }
  const entity = openEntity(artefact);
  if ("state" in entity) return entity;
  const root = openRoot(log.root, log.thresholds, () => ({ publicKey: key, validFor: () => true }));
  try {
    root.verify(entity);
    const signedAt = statedTimes(entity).map(({ time }) => time.toISOString());
    const checks = { ...noCertificate, ...witnessChecks(entity, root), signature };
    return { state: "sound", reason: "The signature is sound.", checks, signer: { ...signer, signedAt } };
  } catch (error) {
    const { check, state, reason } = classify(error, root, entity);
    return {
      state,
      reason,
      checks: { ...noCertificate, signature, [check]: state === "invalid" ? failed(reason) : notAssessed(reason) },
    };
  }
}
