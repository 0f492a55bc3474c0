/** From a reference to the image that it means now: index, manifests and configurations, each by the digest of its bytes. */
import type { ImageLabels, ResolvedImage } from "#core/supply-chain/discovery/artifact.ts";
import { found, type Look, type LookFailure, unknown } from "#core/supply-chain/discovery/look.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import type { ImageIdentity } from "#core/supply-chain/images/identity.ts";
import { type ImageFacts, imageFacts } from "#core/supply-chain/images/image-facts.ts";
import {
  type Descriptor,
  type ImageIndex,
  type ImageManifest,
  longestManifest,
  parseJsonObject,
  parseManifest,
} from "#core/supply-chain/oci/manifest.ts";
import type { ContentSource } from "./content.ts";

/** An image with the statements that its builder put into its index. */
export interface OpenedImage extends ResolvedImage {
  /** Descriptors of BuildKit's attestation manifests, with the manifest that each is about. */
  readonly buildkit: readonly { readonly descriptor: Descriptor; readonly about: Digest }[];
  /** Of the first platform. */
  readonly facts: Look<ImageFacts>;
}

const mostPlatforms = 64;

/** @param reference a tag or a digest. */
export async function resolveImage(source: ContentSource, reference: string, signal?: AbortSignal): Promise<Look<OpenedImage>> {
  const top = await source.manifest(reference, signal);
  if (top.kind !== "found") return top;
  const { digest, bytes } = top.value;
  const read = parseManifest(bytes);
  if (!read.ok) return unknown("malformed", `What ${source.name} has as ${reference} is no image. ${read.error}`);
  if (read.value.kind === "manifest") return found(await openManifest(source, digest, read.value, signal));
  return found(await openIndex(source, digest, read.value, signal));
}

async function openManifest(
  source: ContentSource,
  digest: Digest,
  manifest: ImageManifest,
  signal?: AbortSignal,
): Promise<OpenedImage> {
  const facts = await factsOf(source, manifest, signal);
  const identities = [{ manifest: digest, config: manifest.config.digest }];
  return { digest, kind: "manifest", identities, labels: labelsOf(facts), facts, failures: [], buildkit: [] };
}

async function openIndex(source: ContentSource, digest: Digest, index: ImageIndex, signal?: AbortSignal): Promise<OpenedImage> {
  const statements = index.manifests.filter(isAttestation);
  const platforms = index.manifests.filter((one) => !isAttestation(one));
  const failures: LookFailure[] = [];
  if (platforms.length > mostPlatforms)
    failures.push(unknown("tooLarge", `The index has ${platforms.length} platforms; ${mostPlatforms} were read.`).failure);
  const identities: ImageIdentity[] = [];
  let facts: Look<ImageFacts> | undefined;
  for (const descriptor of platforms.slice(0, mostPlatforms)) {
    const opened = await openPlatform(source, descriptor, signal);
    if (!("manifest" in opened)) {
      failures.push(opened);
      continue;
    }
    const { platform } = descriptor;
    const { config } = opened.manifest;
    identities.push({ index: digest, manifest: descriptor.digest, config: config.digest, ...(platform && { platform }) });
    facts ??= await factsOf(source, opened.manifest, signal);
  }
  const buildkit = statements.flatMap((descriptor) => {
    const about = platforms.find((one) => one.digest === descriptor.annotations["vnd.docker.reference.digest"]);
    return about ? [{ descriptor, about: about.digest }] : [];
  });
  facts ??= unknown("missing", "No platform of the index could be read.");
  return { digest, kind: "index", identities, labels: labelsOf(facts), facts, failures, buildkit };
}

/** What a runtime could run is a platform, whatever else it calls itself. */
function isAttestation({ annotations, platform }: Descriptor): boolean {
  const cannotRun = platform?.os === "unknown" && platform.architecture === "unknown";
  return cannotRun && annotations["vnd.docker.reference.type"] === "attestation-manifest";
}

async function openPlatform(
  source: ContentSource,
  { digest }: Descriptor,
  signal?: AbortSignal,
): Promise<LookFailure | { readonly manifest: ImageManifest }> {
  const look = await source.manifest(digest, signal);
  if (look.kind === "unknown") return look.failure;
  if (look.kind === "absent") return unknown("missing", `The index names ${digest}, which ${source.name} does not have.`).failure;
  const read = parseManifest(look.value.bytes);
  if (read.ok && read.value.kind === "manifest") return { manifest: read.value };
  return unknown("malformed", `The index names ${digest}, which is no manifest of an image.`).failure;
}

async function factsOf(source: ContentSource, manifest: ImageManifest, signal?: AbortSignal): Promise<Look<ImageFacts>> {
  const { config } = manifest;
  if (config.size > longestManifest) return unknown("tooLarge", "The image's configuration is too large.");
  const look = await source.blob(config, signal);
  if (look.kind === "unknown") return look;
  if (look.kind === "absent") return unknown("missing", `${source.name} does not have the image's configuration.`);
  return found(imageFacts(parseJsonObject(look.value), manifest));
}

function labelsOf(facts: Look<ImageFacts>): Look<ImageLabels> {
  return facts.kind === "found" ? found(facts.value.labels) : facts;
}
