/** What the cryptography showed, as it is kept: without predicates that nothing here reads again, such as bills of materials. */

import type { Digest } from "../../core/supply-chain/images/digest.ts";
import { readProvenance } from "../../core/supply-chain/provenance/read.ts";
import type { ArtefactVerifier, Cryptography } from "../../core/supply-chain/verification/verify.ts";
import { type EvidenceKind, evidenceOf } from "./evidence-text.ts";

/** One artefact, and the digests of which it has to name one. */
export interface ToVerify {
  readonly evidence: EvidenceKind;
  readonly digests: readonly Digest[];
}

/** @returns the result, small enough to be kept for every image. */
export function verifyToKeep(verifier: ArtefactVerifier, { evidence, digests }: ToVerify): Cryptography {
  const { statement, ...cryptography } = verifier.verify(evidenceOf(evidence), { digests });
  if (statement === undefined) return cryptography;
  if (readProvenance(statement) !== undefined) return { ...cryptography, statement };
  return { ...cryptography, statement: { ...statement, predicate: null } };
}
