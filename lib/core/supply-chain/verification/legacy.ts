/** cosign's older artefacts, made into bundles: layers of `.sig` and `.att` tags with their annotations. */
import { hash } from "node:crypto";
import { pem } from "@sigstore/core";
import { z } from "zod";
import { err, ok, type Result } from "../../result.ts";
import { parseJson } from "./statement.ts";

type Annotations = Readonly<Record<string, string>>;

const signatureAnnotation = "dev.cosignproject.cosign/signature";
const certificateAnnotation = "dev.sigstore.cosign/certificate";
const chainAnnotation = "dev.sigstore.cosign/chain";
const logAnnotation = "dev.sigstore.cosign/bundle";
const timestampAnnotation = "dev.sigstore.cosign/rfc3161timestamp";

const logSchema = z.object({
  SignedEntryTimestamp: z.string(),
  Payload: z.object({ body: z.string(), integratedTime: z.number(), logIndex: z.number(), logID: z.string() }),
});
const bodySchema = z.object({ kind: z.string(), apiVersion: z.string() });
const timestampSchema = z.object({ SignedRFC3161Timestamp: z.string() });

/** @returns the JSON of a bundle over the payload's bytes, or a sentence that says what is broken. */
export function simpleSigningBundle(payload: Uint8Array, annotations: Annotations): Result<unknown, string> {
  const signature = annotations[signatureAnnotation] ?? "";
  if (signature === "") return err("The layer has no annotation with a signature.");
  const messageDigest = { algorithm: "SHA2_256", digest: hash("sha256", payload, "base64") };
  return bundleOf({ messageSignature: { messageDigest, signature } }, annotations);
}

/** @param envelope a DSSE envelope as parsed JSON. */
export function envelopeBundle(envelope: unknown, annotations: Annotations): Result<unknown, string> {
  return bundleOf({ dsseEnvelope: envelope }, annotations);
}

function bundleOf(content: object, annotations: Annotations): Result<unknown, string> {
  try {
    const verificationMaterial = {
      ...keyMaterial(annotations),
      tlogEntries: logEntries(annotations[logAnnotation]),
      timestampVerificationData: { rfc3161Timestamps: timestamps(annotations[timestampAnnotation]) },
    };
    const mediaType = "application/vnd.dev.sigstore.bundle+json;version=0.1";
    return ok({ mediaType, verificationMaterial, ...content });
  } catch (error) {
    return err(`An annotation of cosign cannot be read${error instanceof z.ZodError ? "" : `: ${String(error)}`}.`);
  }
}

/** Without a certificate the signature is of a key, and which one is not said: the hint is empty. */
function keyMaterial(annotations: Annotations): object {
  const certificate = annotations[certificateAnnotation] ?? "";
  if (certificate === "") return { publicKey: { hint: "" } };
  const chain = `${certificate}\n${annotations[chainAnnotation] ?? ""}`;
  // Whoever pushed the layer wrote it: a pattern that looks past the next dash for an end takes the square of its length.
  const certificates = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return { x509CertificateChain: { certificates: certificates.map((one) => ({ rawBytes: pem.toDER(one).toString("base64") })) } };
}

function logEntries(annotation = ""): readonly object[] {
  if (annotation === "") return [];
  const { SignedEntryTimestamp, Payload } = logSchema.parse(JSON.parse(annotation));
  const { kind, apiVersion } = bodySchema.parse(parseJson(Buffer.from(Payload.body, "base64")));
  return [
    {
      logIndex: String(Payload.logIndex),
      logId: { keyId: Buffer.from(Payload.logID, "hex").toString("base64") },
      kindVersion: { kind, version: apiVersion },
      integratedTime: String(Payload.integratedTime),
      inclusionPromise: { signedEntryTimestamp: SignedEntryTimestamp },
      canonicalizedBody: Payload.body,
    },
  ];
}

function timestamps(annotation = ""): readonly object[] {
  if (annotation === "") return [];
  return [{ signedTimestamp: timestampSchema.parse(JSON.parse(annotation)).SignedRFC3161Timestamp }];
}
