/** The library's view of an artefact, with our own check of its signature, and the trusted times in it. */
import { type SignedEntity, toSignedEntity } from "@sigstore/verify";
import type { SignedArtefact } from "./artefact.ts";
import { checkSignature } from "./signature.ts";

/** What was signed uses something that is not supported; thrown through the library, which knows only right and wrong. */
export class UnsupportedSignature extends Error {}

/** @throws what the library throws for malformed certificates and timestamps. */
export function entityOf({ bundle, signed }: SignedArtefact): SignedEntity {
  const bytes = "bytes" in signed ? Buffer.from(signed.bytes) : undefined;
  const entity = toSignedEntity(bundle, bytes);
  const content = entity.signature;
  return {
    ...entity,
    signature: {
      signature: content.signature,
      compareSignature: (signature) => content.compareSignature(signature),
      compareDigest: (digest) => content.compareDigest(digest),
      compareSignedDigest: (digest) => content.compareSignedDigest(digest),
      verifySignature: (key) => {
        const answer = checkSignature(key, signed, content.signature);
        if (answer.kind === "cannot") throw new UnsupportedSignature(answer.why);
        return answer.kind === "right";
      },
    },
  };
}

/** A time in an artefact; trusted once the library has verified it. */
export interface StatedTime {
  readonly time: Date;
  readonly by: "log" | "timestamp-authority";
}

/** @returns the times that the library counts. A log's time counts only with its signed promise. */
export function statedTimes({ timestamps }: SignedEntity): readonly StatedTime[] {
  return timestamps.flatMap((stamp): StatedTime[] => {
    if (stamp.$case === "timestamp-authority") return [{ time: stamp.timestamp.signingTime, by: "timestamp-authority" }];
    if (stamp.tlogEntry.inclusionPromise === undefined) return [];
    return [{ time: new Date(Number(stamp.tlogEntry.integratedTime) * 1000), by: "log" }];
  });
}

/** @returns the logs whose receipts are in the certificate; undefined where the receipts are malformed. */
export function receiptLogs({ key }: SignedEntity): readonly Uint8Array[] | undefined {
  if (key.$case !== "certificate") return [];
  try {
    return key.certificate.extSCT?.signedCertificateTimestamps.map(({ logID }) => logID) ?? [];
  } catch {
    return undefined;
  }
}
