/** Whose signatures on commits are trusted: the registered signers, and the Sigstore roots that images are trusted by. */
import { hash } from "node:crypto";
import { type AllowedSshSigner, readAllowedSigners } from "../../core/supply-chain/commit/allowed-signers.ts";
import { pgpVerdict } from "../../core/supply-chain/commit/pgp-signature.ts";
import type { CommitTrust } from "../../core/supply-chain/commit/verify-commit.ts";
import { type AllowedSigner, compilePolicy } from "../../core/supply-chain/identity/policy.ts";
import type { SourceAnswers } from "../../core/supply-chain/source/answers.ts";
import { type SourceLinks, sourceLinks } from "../../core/supply-chain/source/source-links.ts";
import { createVerifier } from "../../core/supply-chain/verification/verify.ts";
import type { CommitSignerRow } from "../database/supply-chain/sources.ts";
import type { Judgement } from "./judgement.ts";

export type CommitSigner = Pick<CommitSignerRow, "name" | "terms">;

export interface SourceTrust {
  /** @returns what is to be said of a commit by what its forge answered. */
  judge(commit: string, answers: SourceAnswers): Promise<SourceLinks>;
  /** Changes with anything that could change what is said of a commit. */
  readonly revision: string;
}

/** Raised when the same signers begin to mean something else. */
const rules = 1;

/** @returns what commits are judged by. A signer that this release cannot read is trusted in nothing. */
export function sourceTrust(
  signers: readonly CommitSigner[],
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
  const pgp = terms.flatMap((one, place) => (one.kind === "pgp" ? [{ name: signers[place]?.name ?? "", keys: one.keys }] : []));
  const policy = compilePolicy({ name: "signers of commits", signers: identities });
  const trust: CommitTrust = {
    verifier: createVerifier(profiles),
    allowedSigners,
    ...(policy.ok && identities.length > 0 && { policy: policy.value }),
  };
  return {
    judge: async (commit, answers) => {
      const raw = answers.commit.kind === "found" ? answers.commit.value.raw : undefined;
      const verdict = raw === undefined ? undefined : await pgpVerdict(Buffer.from(raw, "base64"), commit, pgp);
      return sourceLinks(commit, answers, { ...trust, pgp: verdict });
    },
    revision: hash("sha256", JSON.stringify([rules, trustRevision, signers.map(({ name, terms: one }) => [name, one])])).slice(
      0,
      16,
    ),
  };
}
