/** One layer of an artefact's manifest: which kind of evidence it is, and its bytes. */
import type { ArtifactContent, FoundArtifact } from "#core/supply-chain/discovery/artifact.ts";
import { unknown } from "#core/supply-chain/discovery/look.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import { type Descriptor, type ImageManifest, parseJsonObject } from "#core/supply-chain/oci/manifest.ts";
import type { Evidence } from "#core/supply-chain/verification/evidence.ts";
import type { ContentSource } from "./content.ts";

const bundle = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v\d+\.\d+\+json|\+json;\s?version=\d+\.\d+)$/;
const simpleSigning = "application/vnd.dev.cosign.simplesigning.v1+json";
const envelope = "application/vnd.dsse.envelope.v1+json";
const statement = "application/vnd.in-toto+json";
const notation = "application/vnd.cncf.notary.signature";
const sbom = /^(?:application|text)\/(?:vnd\.)?(?:cyclonedx|spdx|syft)\b/;

interface LayerToRead {
  readonly source: ContentSource;
  readonly at: Pick<FoundArtifact, "layout" | "place" | "attachedTo"> & { readonly manifest: Digest };
  readonly manifest: ImageManifest;
  readonly layer: Descriptor;
  /** What may still be read of the image's artefacts; it is taken from. */
  readonly budget: { bytes: number };
  readonly signal: AbortSignal | undefined;
}

export async function readLayer({ source, at, manifest, layer, budget, signal }: LayerToRead): Promise<FoundArtifact> {
  const { mediaType } = layer;
  const placed = { ...at, mediaType, digest: layer.digest };
  if (isNotation(manifest)) return { ...placed, mediaType: notation, content: { kind: "notation" } };
  if (sbom.test(mediaType)) return { ...placed, content: { kind: "sbom" } };
  if (!isEvidence(mediaType)) return { ...placed, content: { kind: "other" } };
  if (layer.size > budget.bytes) {
    const { failure } = unknown("tooLarge", "What lies beside the image is more than Drydock reads.");
    return { ...placed, content: { kind: "unread", failure } };
  }
  budget.bytes -= layer.size;
  const look = await source.blob(layer, signal);
  if (look.kind === "unknown") return { ...placed, content: { kind: "unread", failure: look.failure } };
  if (look.kind === "absent") {
    const { failure } = unknown("missing", `${source.name} does not have the bytes of ${layer.digest}.`);
    return { ...placed, content: { kind: "unread", failure } };
  }
  return { ...placed, content: contentOf(layer, look.value) };
}

function isNotation({ artifactType, config }: ImageManifest): boolean {
  return artifactType === notation || config.mediaType === notation;
}

function isEvidence(mediaType: string): boolean {
  return bundle.test(mediaType) || [simpleSigning, envelope, statement].includes(mediaType);
}

function contentOf({ mediaType, annotations }: Descriptor, bytes: Buffer): ArtifactContent {
  if (mediaType === simpleSigning) return { kind: "evidence", evidence: { kind: "simple-signing", payload: bytes, annotations } };
  const json = parseJsonObject(bytes);
  if (json === undefined) return { kind: "unread", failure: unknown("malformed", "It is not JSON.").failure };
  return { kind: "evidence", evidence: evidenceOf(mediaType, json, annotations) };
}

function evidenceOf(mediaType: string, json: object, annotations: Descriptor["annotations"]): Evidence {
  if (mediaType === envelope) return { kind: "dsse", envelope: json, annotations };
  return mediaType === statement ? { kind: "claim", statement: json } : { kind: "bundle", bundle: json };
}
