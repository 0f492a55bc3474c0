/** The log's entry that gitsign puts into a signature, as it stands in a bundle. The body is left out there and built again. */
import { bytesOf, integerOf, readFields } from "./protobuf.ts";

/** @param message a TransparencyLogEntry in binary. @param body the canonical body. @throws for what is malformed. */
export function logEntryOf(message: Buffer, body: Buffer): object {
  const entry = readFields(message);
  const part = (number: number) => readFields(bytesOf(entry, number) ?? Buffer.alloc(0));
  const [kind, promise] = [part(3), bytesOf(part(5), 1)];
  const proof = bytesOf(entry, 6);
  return {
    logIndex: integerOf(entry, 1),
    logId: { keyId: base64(bytesOf(part(2), 1)) },
    kindVersion: { kind: bytesOf(kind, 1)?.toString("utf8") ?? "", version: bytesOf(kind, 2)?.toString("utf8") ?? "" },
    integratedTime: integerOf(entry, 4),
    ...(promise && { inclusionPromise: { signedEntryTimestamp: base64(promise) } }),
    ...(proof && { inclusionProof: proofOf(proof) }),
    canonicalizedBody: base64(body),
  };
}

function proofOf(message: Buffer): object {
  const proof = readFields(message);
  const checkpoint = readFields(bytesOf(proof, 5) ?? Buffer.alloc(0));
  return {
    logIndex: integerOf(proof, 1),
    rootHash: base64(bytesOf(proof, 2)),
    treeSize: integerOf(proof, 3),
    hashes: proof.flatMap((field) => (field.number === 4 && "bytes" in field ? [base64(field.bytes)] : [])),
    checkpoint: { envelope: bytesOf(checkpoint, 1)?.toString("utf8") ?? "" },
  };
}

function base64(bytes: Buffer | undefined): string {
  return bytes?.toString("base64") ?? "";
}
