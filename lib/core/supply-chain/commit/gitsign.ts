/** gitsign: a commit signed with a short-lived certificate, as CMS with the log's entry inside, made into a bundle. */
import { hash } from "node:crypto";
import { ASN1Obj, pem, X509Certificate } from "@sigstore/core";
import { err, ok, type Result } from "../../result.ts";
import { derElement } from "./der.ts";
import { logEntryOf } from "./log-entry.ts";

export interface GitsignBundle {
  /** Parsed JSON of a Sigstore bundle over `signed`. */
  readonly bundle: unknown;
  /** The attributes that were signed; one of them is the digest of the commit. */
  readonly signed: Buffer;
}

const oid = {
  signedData: "1.2.840.113549.1.7.2",
  messageDigest: "1.2.840.113549.1.9.4",
  logEntry: "1.3.6.1.4.1.57264.3.1",
  sha256: "2.16.840.1.101.3.4.2.1",
} as const;
const setTag = 0x31;

/** @param payload the commit without its signature. @returns the bundle, or a sentence that says what is missing or contradicts. */
export function gitsignBundle(
  text: string,
  payload: Uint8Array,
): Result<GitsignBundle, { state: "invalid" | "signed-unverifiable"; reason: string }> {
  try {
    const parts = readCms(pem.toDER(text));
    if (!parts.messageDigest.equals(hash("sha256", payload, "buffer"))) {
      return err({ state: "invalid", reason: "The signature is over another commit." });
    }
    if (parts.logEntry === undefined) {
      return err({
        state: "signed-unverifiable",
        reason: "The log's entry is not in the signature, and can only be looked up online.",
      });
    }
    return ok({ signed: parts.signed, bundle: bundleOf({ ...parts, logEntry: parts.logEntry }) });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err({ state: "signed-unverifiable", reason: `The signature cannot be read: ${why}.` });
  }
}

interface CmsParts {
  readonly certificate: Buffer;
  readonly signed: Buffer;
  readonly signature: Buffer;
  readonly messageDigest: Buffer;
  readonly logEntry: Buffer | undefined;
}

/** @throws for what is no SignedData of one signer with signed attributes. */
function readCms(der: Buffer<ArrayBuffer>): CmsParts {
  const [type, wrapped] = ASN1Obj.parseBuffer(der).subs;
  if (type?.toOID() !== oid.signedData) throw new Error("it is no signed data");
  const parts = wrapped?.subs[0]?.subs ?? [];
  const certificates = parts.find(({ tag }) => tag.isContextSpecific(0))?.subs ?? [];
  const [signer, ...others] = parts.at(-1)?.subs ?? [];
  if (signer === undefined || others.length > 0) throw new Error("it has not one signer");
  if (signer.subs[2]?.subs[0]?.toOID() !== oid.sha256) throw new Error("its digest is not SHA-256");
  const attributes = signer.subs.find(({ tag }) => tag.isContextSpecific(0));
  const unsigned = signer.subs.find(({ tag }) => tag.isContextSpecific(1));
  const signature = signer.subs.findLast(({ tag }) => tag.isOctetString());
  if (attributes === undefined || signature === undefined) throw new Error("it has no signed attributes");
  return {
    certificate: certificateOf(certificates, signer),
    signed: derElement(setTag, attributes.value),
    signature: signature.value,
    messageDigest: attribute(attributes, oid.messageDigest)?.value ?? Buffer.alloc(0),
    logEntry: unsigned && attribute(unsigned, oid.logEntry)?.value,
  };
}

/** The signer names its certificate by issuer and serial number. */
function certificateOf(certificates: readonly ASN1Obj[], signer: ASN1Obj): Buffer {
  const [issuer, serialNumber] = signer.subs[1]?.subs ?? [];
  const found = certificates.find((one) => {
    const certificate = new X509Certificate(one);
    return issuer?.value.equals(certificate.issuer) === true && serialNumber?.value.equals(certificate.serialNumber) === true;
  });
  if (found === undefined) throw new Error("the signer's certificate is not in it");
  return derElement(found.tag.toDER(), found.value);
}

/** @returns the one value of an attribute; of two with the same type neither counts. */
function attribute(attributes: ASN1Obj, type: string): ASN1Obj | undefined {
  const found = attributes.subs.filter(({ subs }) => subs[0]?.toOID() === type);
  return found.length === 1 && found[0]?.subs[1]?.subs.length === 1 ? found[0].subs[1].subs[0] : undefined;
}

function bundleOf({ certificate, signed, signature, logEntry }: CmsParts & { logEntry: Buffer }): object {
  const digest = hash("sha256", signed, "buffer");
  const verifier = Buffer.from(pem.fromDER(certificate)).toString("base64");
  const body = {
    apiVersion: "0.0.1",
    kind: "hashedrekord",
    spec: {
      data: { hash: { algorithm: "sha256", value: digest.toString("hex") } },
      signature: { content: signature.toString("base64"), publicKey: { content: verifier } },
    },
  };
  const entry = logEntryOf(logEntry, Buffer.from(JSON.stringify(body)));
  return {
    mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    verificationMaterial: { certificate: { rawBytes: certificate.toString("base64") }, tlogEntries: [entry] },
    messageSignature: {
      messageDigest: { algorithm: "SHA2_256", digest: digest.toString("base64") },
      signature: signature.toString("base64"),
    },
  };
}
