/** A commit that the tests' own Sigstore signed as gitsign does: CMS with the log's entry among the unsigned attributes. */
import { hash, sign, X509Certificate } from "node:crypto";
import { ASN1Obj } from "@sigstore/core";
import { type CertificateWish, withLength } from "./certificates.ts";
import type { TestSigstore } from "./sigstore.ts";

export interface GitsignOptions {
  readonly certificate?: CertificateWish;
  /** Whether the log's entry is in it; without it the entry can only be looked up online. */
  readonly offline?: boolean;
}

export const unsignedCommit = [
  "tree 1dfe0662367bcce4ebb5069e5fcb5437f364e12c",
  "author Jane <jane@acme.test> 1793491200 +0000",
  "committer Jane <jane@acme.test> 1793491200 +0000",
  "",
  "Change something",
  "",
].join("\n");

export interface SignedCommit {
  /** The raw object with its signature. */
  readonly raw: Buffer;
  /** The signature in DER, and what in it is authenticated. */
  readonly cms: Buffer;
  readonly authenticated: readonly Buffer[];
}

export async function gitsignCommit(sigstore: TestSigstore, options: GitsignOptions = {}): Promise<SignedCommit> {
  const { certificate, privateKey } = await sigstore.issue(options.certificate);
  const attributes = sequenceless([
    attribute("2a864886f70d010903", oid("2a864886f70d010701")),
    attribute("2a864886f70d010904", withLength(0x04, hash("sha256", unsignedCommit, "buffer"))),
  ]);
  const signed = withLength(0x31, attributes);
  const signature = sign("sha256", signed, privateKey);
  const parsed = ASN1Obj.parseBuffer(Buffer.from(certificate)).subs[0];
  const [serialNumber, , issuer] = parsed?.subs.slice(1) ?? [];
  const entry = await sigstore.log(record(signed, signature, new X509Certificate(certificate).toString()));
  const rekor = attribute("2b0601040183bf300301", withLength(0x04, entryMessage(entry)));
  const algorithm = (bytes: string) => withLength(0x30, oid(bytes));
  const signer = sequence(
    Buffer.from("020101", "hex"),
    sequence(issuer?.toDER() ?? Buffer.alloc(0), serialNumber?.toDER() ?? Buffer.alloc(0)),
    algorithm("608648016503040201"),
    withLength(0xa0, attributes),
    algorithm("2a8648ce3d040302"),
    withLength(0x04, signature),
    ...(options.offline === false ? [] : [withLength(0xa1, rekor)]),
  );
  const signedData = sequence(
    Buffer.from("020101", "hex"),
    withLength(0x31, algorithm("608648016503040201")),
    algorithm("2a864886f70d010701"),
    withLength(0xa0, Buffer.from(certificate)),
    withLength(0x31, signer),
  );
  const cms = sequence(oid("2a864886f70d010702"), withLength(0xa0, signedData));
  return { raw: withSignature(cms), cms, authenticated: [Buffer.from(certificate), attributes, signature] };
}

export function withSignature(cms: Buffer): Buffer {
  const lines = cms.toString("base64").match(/.{1,64}/g) ?? [];
  const armored = ["-----BEGIN SIGNED MESSAGE-----", ...lines, "-----END SIGNED MESSAGE-----"];
  return Buffer.from(unsignedCommit.replace("\n\n", `\ngpgsig ${armored.join("\n ")}\n\n`));
}

export function commitId(raw: Uint8Array): string {
  return hash("sha1", Buffer.concat([Buffer.from(`commit ${raw.length}\0`), raw]));
}

function record(signed: Buffer, signature: Buffer, certificate: string): Record<string, unknown> {
  return {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: "sha256", value: hash("sha256", signed) } },
      signature: { content: signature.toString("base64"), publicKey: { content: Buffer.from(certificate).toString("base64") } },
    },
  };
}

/** The entry in protocol buffers' wire format, without its body. */
function entryMessage(entry: Record<string, unknown>): Buffer {
  const { logIndex, logId, integratedTime, inclusionPromise, inclusionProof } = entry as {
    logIndex: string;
    logId: { keyId: string };
    integratedTime: string;
    inclusionPromise: { signedEntryTimestamp: string };
    inclusionProof: { logIndex: string; rootHash: string; treeSize: string; checkpoint: { envelope: string } };
  };
  const proof = Buffer.concat([
    integer(1, inclusionProof.logIndex),
    bytes(2, Buffer.from(inclusionProof.rootHash, "base64")),
    integer(3, inclusionProof.treeSize),
    bytes(5, bytes(1, Buffer.from(inclusionProof.checkpoint.envelope))),
  ]);
  return Buffer.concat([
    integer(1, logIndex),
    bytes(2, bytes(1, Buffer.from(logId.keyId, "base64"))),
    bytes(3, Buffer.concat([bytes(1, Buffer.from("hashedrekord")), bytes(2, Buffer.from("0.0.1"))])),
    integer(4, integratedTime),
    bytes(5, bytes(1, Buffer.from(inclusionPromise.signedEntryTimestamp, "base64"))),
    bytes(6, proof),
  ]);
}

function integer(number: number, value: string): Buffer {
  return Buffer.concat([Buffer.of(number << 3), varint(BigInt(value))]);
}

function bytes(number: number, value: Buffer): Buffer {
  return Buffer.concat([Buffer.of((number << 3) | 2), varint(BigInt(value.length)), value]);
}

function varint(value: bigint): Buffer {
  const parts: number[] = [];
  for (let rest = value; rest > 0n || parts.length === 0; rest >>= 7n)
    parts.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
  return Buffer.from(parts);
}

function attribute(type: string, value: Buffer): Buffer {
  return sequence(oid(type), withLength(0x31, value));
}

function oid(hex: string): Buffer {
  return withLength(0x06, Buffer.from(hex, "hex"));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return withLength(0x30, Buffer.concat(parts));
}

function sequenceless(parts: readonly Buffer[]): Buffer {
  return Buffer.concat(parts);
}
