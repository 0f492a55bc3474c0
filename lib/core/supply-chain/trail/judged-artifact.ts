/** One artefact beside an image, judged: what it is, what its bytes prove, and which platforms it speaks for. */
import { type FoundArtifact, manifestDigests, type ResolvedImage } from "../discovery/artifact.ts";
import type { CompiledPolicy } from "../identity/policy.ts";
import type { Digest } from "../images/digest.ts";
import type { CompiledBuilder } from "../provenance/level.ts";
import { readProvenance } from "../provenance/read.ts";
import { judge } from "../verification/judge.ts";
import type { VerificationResult, VerificationState } from "../verification/result.ts";
import { coveredDigest, simpleSigningTypes } from "../verification/statement.ts";
import type { ArtefactVerifier, Cryptography } from "../verification/verify.ts";
import { type BuiltBy, builtBy } from "./built.ts";

/** What an artefact is there for. A signed provenance names image and signer as a signature does, and counts as one, too. */
export type ArtifactRole = "signature" | "provenance" | "sbom" | "other";

export interface JudgedArtifact extends Omit<FoundArtifact, "content"> {
  readonly role: ArtifactRole;
  readonly state: VerificationState;
  /** One sentence. */
  readonly reason: string;
  /** Present for a provenance that can be read. */
  readonly built?: BuiltBy;
  /** Present where there was something to verify. */
  readonly result?: VerificationResult;
  /** The index or manifests that it speaks for, of those of the image. */
  readonly covers: readonly Digest[];
}

export interface Judging {
  readonly verifier: ArtefactVerifier;
  /** @returns what the cryptography showed of evidence that is kept elsewhere; undefined where it was not verified yet. */
  readonly kept?: (evidence: Digest, digests: readonly Digest[]) => Cryptography | undefined;
  readonly policy?: CompiledPolicy | undefined;
  /** The map of trusted builders. */
  readonly builders?: readonly CompiledBuilder[];
}

/**
 * @param digest of the image; absent where it is not known.
 * @param manifest of the platform; absent where it could not be read, so that only what is about the index is known to cover it.
 * @returns the artefacts that speak for a platform.
 */
export function coveringPlatform<A extends Pick<JudgedArtifact, "covers">>(
  artifacts: readonly A[],
  digest: Digest | undefined,
  manifest: Digest | undefined,
): readonly A[] {
  const named = [digest, manifest].filter((one) => one !== undefined);
  return artifacts.filter(({ covers }) => named.some((one) => covers.includes(one)));
}

/** @returns the artefact with its verdict. */
export function judgeArtifact(
  { content, ...found }: FoundArtifact,
  image: Pick<ResolvedImage, "digest" | "identities">,
  { verifier, kept, policy, builders }: Judging,
): JudgedArtifact {
  const covers = [found.attachedTo];
  if (content.kind !== "evidence" && content.kind !== "kept") return { ...found, ...withoutEvidence(content), covers };
  const digests = artifactTargets(found.attachedTo, image);
  const shown = content.kind === "kept" ? kept?.(content.evidence, digests) : verifier.verify(content.evidence, { digests });
  if (shown === undefined) return { ...found, role: "signature", state: "unknown", reason: "It was not verified yet.", covers };
  const result = judge(shown, policy);
  const { state, reason, statement } = result;
  if (statement === undefined) return { ...found, role: "signature", state, reason, result, covers };
  const named = digests.filter((digest) => coveredDigest(statement, [digest]) !== undefined);
  const provenance = readProvenance(statement);
  const role = provenance === undefined ? roleOf(statement.predicateType) : "provenance";
  const built = provenance && { built: builtBy(provenance, result, builders) };
  return { ...found, role, state, reason, result, ...built, covers: named.length > 0 ? named : covers };
}

/**
 * What is attached to an index may be about any part of it; what is attached to a platform is about that, or about all of it.
 * @returns the digests of which an artefact has to name one.
 */
export function artifactTargets(attachedTo: Digest, image: Pick<ResolvedImage, "digest" | "identities">): readonly Digest[] {
  return attachedTo === image.digest ? manifestDigests(image) : [attachedTo, image.digest];
}

type Unverified = Pick<JudgedArtifact, "role" | "state" | "reason">;

function withoutEvidence(content: Exclude<FoundArtifact["content"], { kind: "evidence" | "kept" }>): Unverified {
  switch (content.kind) {
    case "sbom":
      return { role: "sbom", state: "claim-only", reason: "Nobody signed it." };
    case "notation":
      return { role: "signature", state: "signed-unverifiable", reason: "Signatures of the Notary Project are not verified." };
    case "misplaced":
      return { role: "signature", state: "invalid", reason: "It says that it belongs to another image." };
    case "other":
      return { role: "other", state: "claim-only", reason: "Its type is none that says who signed or built the image." };
    case "unread": {
      const { code, message } = content.failure;
      return { role: "signature", state: code === "wrongDigest" ? "invalid" : "unknown", reason: message };
    }
  }
}

const signatureTypes: ReadonlySet<string> = new Set([...simpleSigningTypes, "https://sigstore.dev/cosign/sign/v1"]);

function roleOf(predicateType: string): ArtifactRole {
  if (signatureTypes.has(predicateType)) return "signature";
  return /^https:\/\/(?:spdx\.dev\/Document|cyclonedx\.org\/bom)/.test(predicateType) ? "sbom" : "other";
}
