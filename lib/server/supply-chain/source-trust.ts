/** Whose signatures on commits are trusted: the registered signers, and the Sigstore roots that images are trusted by. */
import { hash } from "node:crypto";
import { type AllowedSshSigner, readAllowedSigners } from "../../core/supply-chain/commit/allowed-signers.ts";
import type { CommitTrust } from "../../core/supply-chain/commit/verify-commit.ts";
import { type AllowedSigner, compilePolicy } from "../../core/supply-chain/identity/policy.ts";
import { createVerifier } from "../../core/supply-chain/verification/verify.ts";
import type { CommitSignerRow } from "../database/supply-chain/sources.ts";
import type { Judgement } from "./judgement.ts";

export interface SourceTrust {
  readonly trust: CommitTrust;
  /** Changes with anything that could change what is said of a commit. */
  readonly revision: string;
}

/** Raised when the same signers begin to mean something else. */
const rules = 1;

/** @returns what commits are judged by. A signer that this release cannot read is trusted in nothing. */
export function sourceTrust(
  signers: readonly Pick<CommitSignerRow, "name" | "terms">[],
  { profiles, trustRevision }: Pick<Judgement, "profiles" | "trustRevision">,
): SourceTrust {
  const terms = signers.map((one) => one.terms);
  const allowedSigners = terms.flatMap((one): readonly AllowedSshSigner[] => {
    const read = one.kind === "ssh" ? readAllowedSigners(one.line) : undefined;
    return read?.ok ? read.value : [];
  });
  const identities = terms.flatMap((one): readonly AllowedSigner[] =>
    one.kind === "gitsign" ? [{ kind: "identity", issuer: { exact: one.issuer }, subject: { exact: one.subject } }] : [],
  );
  const policy = compilePolicy({ name: "signers of commits", signers: identities });
  return {
    trust: {
      verifier: createVerifier(profiles),
      allowedSigners,
      ...(policy.ok && identities.length > 0 && { policy: policy.value }),
    },
    revision: hash("sha256", JSON.stringify([rules, trustRevision, terms])).slice(0, 16),
  };
}
