/** What the verification library reads over: bytes that must agree, and forms that a strict reader refuses. */
import { X509Certificate } from "node:crypto";
import type { Bundle } from "@sigstore/bundle";
import { type Attempt, ended } from "./checks.ts";

/** @returns the attempt that ends at a contradiction inside the bundle; undefined where there is none. */
export function contradictionIn({ verificationMaterial }: Bundle): Attempt | undefined {
  const { content, tlogEntries } = verificationMaterial;
  const certificate =
    content.$case === "certificate"
      ? content.certificate.rawBytes
      : content.$case === "x509CertificateChain"
        ? content.x509CertificateChain.certificates[0]?.rawBytes
        : undefined;
  if (certificate !== undefined && !isStrictDer(certificate)) {
    return ended("format", "signed-unverifiable", "Its certificate is not encoded as certificates are.");
  }
  if (tlogEntries.every(agreesWithCheckpoint)) return undefined;
  return ended("transparency-log", "invalid", "The proof's tree is another than the one that the log signed.");
}

/** The library does not look at the outermost tags, which no signature covers. */
function isStrictDer(bytes: Buffer): boolean {
  try {
    return new X509Certificate(bytes).raw.equals(bytes);
  } catch {
    return false;
  }
}

/** The library takes root and size from the signed checkpoint. Logs that promise repeat both in the proof; newer ones need not. */
function agreesWithCheckpoint({
  inclusionPromise,
  inclusionProof,
}: Bundle["verificationMaterial"]["tlogEntries"][number]): boolean {
  if (inclusionPromise === undefined || inclusionProof?.checkpoint === undefined) return true;
  const { rootHash, treeSize } = inclusionProof;
  if (rootHash.length === 0 && treeSize === "0") return true;
  const [, size, root] = inclusionProof.checkpoint.envelope.split("\n", 3);
  return rootHash.equals(Buffer.from(root ?? "", "base64")) && treeSize === size;
}
