/** Whether a commit is signed, and by whom: from its raw object alone. What a forge says of it is kept apart from this. */
import type { CompiledPolicy } from "../identity/policy.ts";
import type { Signer } from "../identity/signer.ts";
import { judge } from "../verification/judge.ts";
import type { VerificationCheck, VerificationState } from "../verification/result.ts";
import type { ArtefactVerifier } from "../verification/verify.ts";
import type { AllowedSshSigner } from "./allowed-signers.ts";
import { type CommitObject, openCommit } from "./commit-object.ts";
import { gitsignBundle } from "./gitsign.ts";
import type { PgpVerdict } from "./pgp-signature.ts";
import { readSshSignature } from "./ssh-signature.ts";

export interface CommitVerdict {
  readonly form: "none" | "gitsign" | "ssh" | "pgp" | "other";
  readonly state: VerificationState;
  /** One sentence. */
  readonly reason: string;
  readonly signer?:
    | Signer
    | { readonly kind: "ssh"; readonly principals: string; readonly fingerprint: string }
    | { readonly kind: "pgp"; readonly name: string; readonly fingerprint: string };
  /** Of a signature with a certificate: which checks ran. */
  readonly checks?: readonly VerificationCheck[];
}

export interface CommitTrust {
  /** For gitsign: the roots. */
  readonly verifier: ArtefactVerifier;
  /** For gitsign: who may sign commits. */
  readonly policy?: CompiledPolicy;
  readonly allowedSigners: readonly AllowedSshSigner[];
  /** What the registered PGP keys say of this very commit; absent where nobody asked them. */
  readonly pgp?: PgpVerdict | undefined;
}

/** @param raw the object as `git cat-file commit` prints it. @param id its hexadecimal id. */
export function verifyCommit(raw: Uint8Array, id: string, trust: CommitTrust): CommitVerdict {
  const commit = openCommit(raw, id);
  if (!commit.ok) return { form: "none", state: "invalid", reason: commit.error };
  const { signature } = commit.value;
  if (signature === undefined) return { form: "none", state: "unsigned", reason: "The commit has no signature." };
  if (signature.startsWith("-----BEGIN SSH SIGNATURE-----")) return verifySsh(commit.value, signature, trust.allowedSigners);
  if (signature.startsWith("-----BEGIN SIGNED MESSAGE-----")) return verifyGitsign(commit.value, signature, trust);
  if (signature.startsWith("-----BEGIN PGP SIGNATURE-----")) return { form: "pgp", ...pgpState(trust.pgp) };
  return { form: "other", state: "signed-unverifiable", reason: "The signature is of a form that is not known here." };
}

function pgpState(verdict: PgpVerdict | undefined): Omit<CommitVerdict, "form"> {
  switch (verdict?.kind) {
    case "right": {
      const { name, fingerprint } = verdict;
      return {
        state: "verified",
        reason: `Signed with the registered PGP key of ${name}.`,
        signer: { kind: "pgp", name, fingerprint },
      };
    }
    case "wrong":
      return { state: "invalid", reason: `The signature does not verify under the PGP key of ${verdict.name}, which it names.` };
    case "unusable": {
      const why = "had ended or was revoked when it signed, or is of a kind that is not trusted any more";
      return { state: "signed-unverifiable", reason: `The PGP key of ${verdict.name} ${why}.` };
    }
    case "unknownKey":
      return { state: "signed-unverifiable", reason: `It is signed with the PGP key ${verdict.id}, which nobody registered.` };
    case "unread":
      return { state: "signed-unverifiable", reason: "The signature cannot be read." };
    default:
      return { state: "signed-unverifiable", reason: "Not assessed: no PGP key was asked." };
  }
}

function verifyGitsign({ payload }: CommitObject, text: string, { verifier, policy }: CommitTrust): CommitVerdict {
  const opened = gitsignBundle(text, payload);
  if (!opened.ok) return { form: "gitsign", ...opened.error };
  const { bundle, signed } = opened.value;
  const { state, reason, signer, checks } = judge(
    verifier.verify({ kind: "bundle", bundle }, { digests: [], artifact: signed }),
    policy,
  );
  return { form: "gitsign", state, reason, checks, ...(signer && { signer }) };
}

const namespace = "git";

function verifySsh({ payload }: CommitObject, text: string, allowed: readonly AllowedSshSigner[]): CommitVerdict {
  const form = "ssh";
  const signature = readSshSignature(text);
  if (signature === undefined) return { form, state: "signed-unverifiable", reason: "The signature cannot be read." };
  const { fingerprint } = signature;
  if (signature.namespace !== namespace) {
    return { form, state: "invalid", reason: "The signature was made for something else than commits." };
  }
  const answer = signature.verify(payload);
  if (answer === "unsupported")
    return { form, state: "signed-unverifiable", reason: "The kind of key or digest is not supported." };
  if (answer === "wrong") return { form, state: "invalid", reason: "The signature does not verify under the key in it." };
  const signer = allowed.find(
    (one) => one.fingerprint === fingerprint && (one.namespaces.length === 0 || one.namespaces.includes(namespace)),
  );
  if (signer === undefined) {
    return { form, state: "signed-untrusted", reason: `It is signed with the SSH key ${fingerprint}, which nobody registered.` };
  }
  const { principals } = signer;
  return {
    form,
    state: "verified",
    reason: `Signed with the registered SSH key of ${principals}.`,
    signer: { kind: "ssh", principals, fingerprint },
  };
}
