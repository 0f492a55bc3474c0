/** A whole private Sigstore: authority, certificate log, transparency log, timestamp authority and the root that trusts them. */
import { generateKeyPairSync, hash, type KeyObject, sign, X509Certificate } from "node:crypto";
import { dsse } from "@sigstore/core";
import { initializeCTLog, initializeTLog, initializeTSA } from "@sigstore/mock";
import { type CertificateWish, createAuthority, type IssuedCertificate } from "./certificates.ts";

type Json = Record<string, unknown>;

export interface TestSigstore {
  /** The parsed trusted_root.json. */
  readonly root: Json & { tlogs: Json[]; ctlogs: Json[]; certificateAuthorities: Json[]; timestampAuthorities: Json[] };
  readonly clock: Date;
  issue(wish?: CertificateWish): Promise<IssuedCertificate>;
  /** A v0.3 bundle of a statement. */
  signStatement(statement: unknown, options?: SignOptions): Promise<TestBundle>;
  /** A v0.3 bundle over bytes. */
  signMessage(message: Uint8Array, options?: SignOptions): Promise<TestBundle>;
  /** An entry of the log with its promise and proof, as it stands in a bundle. */
  log(entry: Json): Promise<Json>;
  timestamp(signature: Uint8Array): Promise<string>;
}

export interface SignOptions {
  readonly certificate?: CertificateWish;
  /** Signed with a key instead, which the bundle names by this hint. */
  readonly key?: { readonly privateKey: KeyObject; readonly hint: string };
  /** The older log gives promises; the newer one none, so that a timestamp is needed. */
  readonly log?: "v1" | "v2" | "none";
  readonly timestamp?: boolean;
  readonly payloadType?: string;
  /** As Node names it. */
  readonly digest?: string | null;
}

/** Loose on purpose: tests break it. */
export type TestBundle = {
  mediaType: string;
  verificationMaterial: Json & { tlogEntries: Json[] };
  dsseEnvelope?: { payload: string; payloadType: string; signatures: { sig: string }[] };
  messageSignature?: { messageDigest: { algorithm: string; digest: string }; signature: string };
};

const logUrl = "https://rekor.drydock.test";

export async function createSigstore(): Promise<TestSigstore> {
  // Whole seconds: the library reads no fractions in timestamps. The mock's timestamp authority begins now, not earlier.
  const clock = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000);
  const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });
  const certificateLog = await initializeCTLog(pair(), clock);
  const log = await initializeTLog(logUrl, pair(), clock);
  const timestamps = await initializeTSA(pair(), clock);
  const authority = await createAuthority(clock, certificateLog);
  const validFor = { start: "2020-01-01T00:00:00Z" };
  const instance = (publicKey: Uint8Array, baseUrl: string) => ({
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: base64(publicKey), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor },
    logId: { keyId: hash("sha256", publicKey, "base64") },
  });
  const chain = (...certificates: ArrayBufferView[]) => ({
    subject: { organization: "drydock.test", commonName: "sigstore" },
    certChain: { certificates: certificates.map((one) => ({ rawBytes: base64(one as Uint8Array) })) },
    validFor,
  });
  const logged = async (entry: Json) => entryV1(Object.values(await log.log(entry))[0] as Json, entry);
  const parts = {
    issue: (wish: CertificateWish = {}) => authority.issue(wish),
    log: logged,
    logV2: async (entry: Json) => entryV2((await log.logV2(entry as never)) as unknown as Json, entry),
    timestamp: async (signature: Uint8Array) =>
      base64(
        (await timestamps.timestamp({
          artifactHash: hash("sha256", signature, "buffer"),
          hashAlgorithmOID: "2.16.840.1.101.3.4.2.1",
          nonce: 1,
          policyOID: "1.3.6.1.4.1.57264.2",
        })) as unknown as Uint8Array,
      ),
  };
  return {
    clock,
    root: {
      mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
      tlogs: [instance(log.publicKey, logUrl)],
      ctlogs: [instance(certificateLog.publicKey, "https://ctfe.drydock.test")],
      certificateAuthorities: [{ ...chain(authority.certificate), uri: "https://fulcio.drydock.test" }],
      timestampAuthorities: [
        { ...chain(timestamps.intCertificate, timestamps.rootCertificate), uri: "https://tsa.drydock.test" },
      ],
    },
    issue: parts.issue,
    log: logged,
    timestamp: parts.timestamp,
    signStatement: (statement, options = {}) => signStatement(parts, statement, options),
    signMessage: (message, options = {}) => signMessage(parts, message, options),
  };
}

type Parts = Pick<TestSigstore, "issue" | "log" | "timestamp"> & { logV2(entry: Json): Promise<Json> };

async function signStatement(parts: Parts, statement: unknown, options: SignOptions): Promise<TestBundle> {
  const { payloadType = "application/vnd.in-toto+json", digest = "sha256" } = options;
  const payload = Buffer.from(JSON.stringify(statement));
  const encoded = dsse.preAuthEncoding(payloadType, payload);
  const signer = await signerOf(parts, options);
  const sig = sign(digest, encoded, signer.privateKey);
  const verifier = signer.pem;
  const v1 = {
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: {
      payloadHash: { algorithm: "sha256", value: hash("sha256", payload) },
      signatures: [{ signature: base64(sig), verifier: base64(Buffer.from(verifier)) }],
    },
  };
  const content = { dsseEnvelope: { payload: base64(payload), payloadType, signatures: [{ sig: base64(sig) }] } };
  return bundleOf(parts, { signer, sig, v1, v2: hashedRecordV2(encoded, sig), content }, options);
}

async function signMessage(parts: Parts, message: Uint8Array, options: SignOptions): Promise<TestBundle> {
  const { digest = "sha256" } = options;
  const signer = await signerOf(parts, options);
  const sig = sign(digest, message, signer.privateKey);
  const name = digest === "sha384" || digest === "sha512" ? digest : "sha256";
  const v1 = {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: name, value: hash(name, message) } },
      signature: { content: base64(sig), publicKey: { content: base64(Buffer.from(signer.pem)) } },
    },
  };
  const messageDigest = { algorithm: `SHA2_${name.slice(3)}`, digest: hash(name, message, "base64") };
  const content = { messageSignature: { messageDigest, signature: base64(sig) } };
  return bundleOf(parts, { signer, sig, v1, v2: hashedRecordV2(message, sig), content }, options);
}

function hashedRecordV2(signed: Uint8Array, sig: Uint8Array): Json {
  const data = { algorithm: "SHA2_256", digest: hash("sha256", signed, "base64") };
  const signature = { content: base64(sig), verifier: { keyDetails: "PKIX_ECDSA_P256_SHA_256" } };
  return { apiVersion: "0.0.2", kind: "hashedrekord", spec: { hashedRekordV002: { data, signature } } };
}

interface Signed {
  readonly signer: { readonly material: Json };
  readonly sig: Uint8Array;
  readonly v1: Json;
  readonly v2: Json;
  readonly content: Json;
}

async function bundleOf(parts: Parts, { signer, sig, v1, v2, content }: Signed, options: SignOptions): Promise<TestBundle> {
  const { log = "v1", timestamp = false } = options;
  const entry = log === "v1" ? await parts.log(v1) : log === "v2" ? await parts.logV2(v2) : undefined;
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: {
      ...signer.material,
      tlogEntries: entry === undefined ? [] : [entry],
      ...(timestamp && { timestampVerificationData: { rfc3161Timestamps: [{ signedTimestamp: await parts.timestamp(sig) }] } }),
    },
    ...content,
  };
}

async function signerOf(
  parts: Parts,
  { key, certificate }: SignOptions,
): Promise<{ privateKey: KeyObject; material: Json; pem: string }> {
  if (key !== undefined) return { privateKey: key.privateKey, material: { publicKey: { hint: key.hint } }, pem: "" };
  const issued = await parts.issue(certificate);
  const material = { certificate: { rawBytes: base64(issued.certificate) } };
  return { privateKey: issued.privateKey, material, pem: new X509Certificate(issued.certificate).toString() };
}

function entryV1(entry: Json, { kind, apiVersion }: Json): Json {
  const { inclusionProof: proof, signedEntryTimestamp } = entry.verification as {
    inclusionProof: Json;
    signedEntryTimestamp: string;
  };
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(entry.logID as string, "hex").toString("base64") },
    kindVersion: { kind, version: apiVersion },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(proof.logIndex),
      rootHash: Buffer.from(proof.rootHash as string, "hex").toString("base64"),
      treeSize: String(proof.treeSize),
      hashes: [],
      checkpoint: { envelope: proof.checkpoint },
    },
    canonicalizedBody: entry.body,
  };
}

function entryV2(entry: Json, { kind, apiVersion }: Json): Json {
  const proof = entry.inclusionProof as Json & { rootHash: Buffer; checkpoint: { envelope: string } };
  return {
    logIndex: entry.logIndex,
    logId: { keyId: base64((entry.logId as { keyId: Buffer }).keyId) },
    kindVersion: { kind, version: apiVersion },
    integratedTime: "0",
    // The mock counts entries of a log that holds one: its index in the tree is 0.
    inclusionProof: { ...proof, logIndex: "0", rootHash: base64(proof.rootHash) },
    canonicalizedBody: base64(entry.canonicalizedBody as Buffer),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
}
