/** An artefact made ready to verify: its bundle, the bytes that were signed, what they state, and whether that is about the image. */
import { type Bundle, bundleFromJSON } from "@sigstore/bundle";
import { dsse } from "@sigstore/core";
import { HashAlgorithm } from "@sigstore/protobuf-specs";
import { err, ok, type Result } from "../../result.ts";
import { failed, notAssessed, passed } from "./checks.ts";
import type { Evidence, VerificationTarget } from "./evidence.ts";
import { envelopeBundle, simpleSigningBundle } from "./legacy.ts";
import type { VerificationCheck } from "./result.ts";
import { digestOf, type Signed } from "./signature.ts";
import {
  coveredDigest,
  type ImageDigest,
  parseJson,
  readSimpleSigning,
  readStatement,
  type Statement,
  statementMediaType,
} from "./statement.ts";

export interface SignedArtefact {
  readonly bundle: Bundle;
  readonly signed: Signed;
  readonly statement?: Statement;
  readonly subject: Omit<VerificationCheck, "id">;
}

type SignedEvidence = Exclude<Evidence, { kind: "claim" }>;

/** @returns the artefact, or a sentence that says why its form cannot be judged. */
export function openArtefact(evidence: SignedEvidence, target: VerificationTarget): Result<SignedArtefact, string> {
  const json = bundleJson(evidence);
  if (!json.ok) return json;
  const bundle = parseBundle(json.value);
  if (!bundle.ok) return bundle;
  if (evidence.kind === "simple-signing") return openPayload(bundle.value, evidence.payload, target.digests);
  return bundle.value.content.$case === "dsseEnvelope" ? openEnvelope(bundle.value, target) : openMessage(bundle.value, target);
}

function bundleJson(evidence: SignedEvidence): Result<unknown, string> {
  if (evidence.kind === "bundle") return ok(evidence.bundle);
  if (evidence.kind === "dsse") return envelopeBundle(evidence.envelope, evidence.annotations);
  return simpleSigningBundle(evidence.payload, evidence.annotations);
}

const mediaTypes: ReadonlySet<string> = new Set([
  "application/vnd.dev.sigstore.bundle+json;version=0.1",
  "application/vnd.dev.sigstore.bundle+json;version=0.2",
  "application/vnd.dev.sigstore.bundle+json;version=0.3",
  "application/vnd.dev.sigstore.bundle.v0.3+json",
]);

/** The parser throws errors of many kinds for what is malformed; all of them mean the same. */
function parseBundle(json: unknown): Result<Bundle, string> {
  try {
    const bundle = bundleFromJSON(json);
    if (!mediaTypes.has(bundle.mediaType)) return err(`Bundles of the type ${bundle.mediaType} are not known here.`);
    return ok(bundle);
  } catch (error) {
    return err(`It is no Sigstore bundle that can be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function openPayload(bundle: Bundle, payload: Uint8Array, digests: readonly ImageDigest[]): Result<SignedArtefact, string> {
  const statement = readSimpleSigning(payload);
  if (!statement.ok) return statement;
  return ok({ bundle, signed: { bytes: payload }, statement: statement.value, subject: bind(statement.value, digests) });
}

function openEnvelope(bundle: Bundle, { digests }: VerificationTarget): Result<SignedArtefact, string> {
  if (bundle.content.$case !== "dsseEnvelope") return err("It has no envelope.");
  const { payload, payloadType } = bundle.content.dsseEnvelope;
  if (payloadType !== statementMediaType) return err(`The envelope holds ${payloadType}, which is not known here.`);
  const statement = readStatement(parseJson(payload));
  if (!statement.ok) return statement;
  const signed = { bytes: dsse.preAuthEncoding(payloadType, payload) };
  return ok({ bundle, signed, statement: statement.value, subject: bind(statement.value, digests) });
}

/** @returns whether the statement names one of the digests; the verification library does not look. */
export function bind(statement: Statement, digests: readonly ImageDigest[]): Omit<VerificationCheck, "id"> {
  const covered = coveredDigest(statement, digests);
  if (covered !== undefined) return passed(`The statement names ${covered}.`);
  const names = statement.subjects
    .slice(0, 3)
    .flatMap(({ digest }) => Object.entries(digest).map(([name, digits]) => `${name}:${digits}`));
  return failed(`The statement is about ${names.join(", ") || "nothing"}, not about ${digests.join(" or ") || "this file"}.`);
}

const digestNames: Readonly<Partial<Record<HashAlgorithm, string>>> = {
  [HashAlgorithm.HASH_ALGORITHM_UNSPECIFIED]: "sha256",
  [HashAlgorithm.SHA2_256]: "sha256",
  [HashAlgorithm.SHA2_384]: "sha384",
  [HashAlgorithm.SHA2_512]: "sha512",
};

function openMessage(bundle: Bundle, { digests, artifact }: VerificationTarget): Result<SignedArtefact, string> {
  if (bundle.content.$case !== "messageSignature") return err("It has no signature.");
  const { messageDigest } = bundle.content.messageSignature;
  const algorithm = digestNames[messageDigest.algorithm];
  if (algorithm === undefined) return err("The digest of what was signed is of a kind that is not known here.");
  const stated = `${algorithm}:${messageDigest.digest.toString("hex")}`;
  if (artifact !== undefined) {
    const same = digestOf(algorithm, artifact).equals(messageDigest.digest);
    return ok({
      bundle,
      signed: { bytes: artifact },
      subject: same ? passed(`The file is ${stated}.`) : about(stated, "this file"),
    });
  }
  const signed = { algorithm, digest: messageDigest.digest };
  if (digests.some((digest) => digest === stated))
    return ok({ bundle, signed, subject: passed(`The signature is over ${stated}.`) });
  const comparable = digests.some((digest) => digest.startsWith(`${algorithm}:`));
  return ok({ bundle, signed, subject: comparable ? about(stated, digests.join(" or ")) : uncompared(stated) });
}

function about(stated: string, wanted: string): Omit<VerificationCheck, "id"> {
  return failed(`The signature is over ${stated}, not over ${wanted}.`);
}

function uncompared(stated: string): Omit<VerificationCheck, "id"> {
  return notAssessed(`The signature is over ${stated}; no digest of that kind was given to compare.`);
}
