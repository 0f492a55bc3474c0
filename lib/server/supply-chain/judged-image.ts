/** An image as it is judged: its trail in a few words, and the documents about it that attestations beside it hold. */

import { manifestDigests } from "../../core/supply-chain/discovery/artifact.ts";
import { isDocumentPredicate } from "../../core/supply-chain/documents/read.ts";
import { signerKey, signerName } from "../../core/supply-chain/identity/signer-key.ts";
import type { Digest } from "../../core/supply-chain/images/digest.ts";
import { summaryOf, type TrailSummary } from "../../core/supply-chain/trail/summary.ts";
import { bestFirst, type Trail } from "../../core/supply-chain/trail/trail.ts";
import type { VerificationState } from "../../core/supply-chain/verification/result.ts";
import { coveredDigest } from "../../core/supply-chain/verification/statement.ts";
import { type JudgedBy, type KeptImage, storedTrail } from "./stored-trail.ts";

/** An attestation that names the image and holds a document about it. */
export interface AttestedDocument {
  /** Under which it is kept. */
  readonly evidence: Digest;
  readonly predicateType: string;
  /** Of the image, those that the statement names. */
  readonly digests: readonly Digest[];
  readonly state: VerificationState;
  readonly reason: string;
  /** Absent where nobody signed it, or nobody knows who did. */
  readonly signer?: { readonly key: string; readonly name: string };
}

export interface JudgedSummary extends TrailSummary {
  readonly documents: readonly AttestedDocument[];
  /** Artefacts that today's trust has not verified yet. */
  readonly unverified: number;
}

/** @returns what is kept of the judgement for lists. */
export function judgedImage(image: KeptImage, judgement: JudgedBy): JudgedSummary {
  const { trail, unverified } = storedTrail(image, judgement);
  return { ...summaryOf(trail), documents: attestedDocuments(image, trail), unverified: unverified.length };
}

/** Of the states in which a statement may be believed to be about the image, with its own word beside it. */
const joined: ReadonlySet<VerificationState> = new Set(["verified", "signed-untrusted", "signed-unverifiable", "claim-only"]);

/** What contradicts its bytes, or names another image, is about nothing. */
function attestedDocuments({ artifacts: kept }: KeptImage, { resolved, artifacts }: Trail): readonly AttestedDocument[] {
  const identity = resolved ? manifestDigests(resolved) : [];
  const found = artifacts.flatMap(({ state, reason, result }, seq): AttestedDocument[] => {
    const evidence = kept[seq]?.evidence;
    const statement = result?.statement;
    if (evidence === undefined || statement === undefined || !joined.has(state)) return [];
    const { predicateType } = statement;
    if (!isDocumentPredicate(predicateType)) return [];
    const digests = identity.filter((digest) => coveredDigest(statement, [digest]) !== undefined);
    if (digests.length === 0) return [];
    const { signer } = result ?? {};
    const by = signer && { signer: { key: signerKey(signer), name: signerName(signer) } };
    return [{ evidence, predicateType, digests, state, reason, ...by }];
  });
  return [...Map.groupBy(found, ({ evidence }) => evidence).values()].flatMap(
    (same) => same.toSorted((one, other) => bestFirst.indexOf(one.state) - bestFirst.indexOf(other.state))[0] ?? [],
  );
}
