/** One look at an image in its registry: what it is, what lies beside it, and what its tags mean now. Nothing is judged here. */
import { err, ok, type Result } from "../../core/result.ts";
import type { Discovery, ResolvedImage } from "../../core/supply-chain/discovery/artifact.ts";
import { found, type Look, type LookFailure, unknown } from "../../core/supply-chain/discovery/look.ts";
import type { Digest } from "../../core/supply-chain/images/digest.ts";
import type { ImageFacts } from "../../core/supply-chain/images/image-facts.ts";
import type { ImageRepository } from "../../core/supply-chain/images/reference.ts";
import { parseManifest } from "../../core/supply-chain/oci/manifest.ts";
import { forgeAttestations } from "../forge/attestations.ts";
import type { Forges } from "../forge/client.ts";
import type { RegistrySettings } from "../registry/access.ts";
import type { Registries } from "../registry/client.ts";
import type { ContentSource } from "../registry/content.ts";
import { discover } from "../registry/discover.ts";
import { type OpenedImage, resolveImage } from "../registry/resolve.ts";
import { imageSources } from "../registry/sources.ts";

export interface TagToLook extends ImageRepository {
  readonly tag: string;
}

export interface ImageToLook extends ImageRepository {
  readonly digest: Digest;
  /** The runtime gave the digest of the configuration, and no other. */
  readonly ofConfiguration: boolean;
  /** Under which it runs in that repository. */
  readonly tags: readonly string[];
}

export interface ImageLook {
  readonly resolved: Look<ResolvedImage>;
  readonly facts?: Look<ImageFacts>;
  readonly discovery: Discovery;
}

export interface TagLook extends TagToLook {
  /** Absent where the tag is not there, and where it could not be looked at. */
  readonly digest?: Digest;
  readonly manifests: readonly Digest[];
  readonly failure?: LookFailure;
}

/** Registries that may be asked. */
export interface Asking {
  readonly registries: Registries;
  readonly settings: RegistrySettings;
  /** Asked for attestations, too, where they may be. */
  readonly forges?: Forges;
  readonly signal?: AbortSignal;
}

/** @returns what was seen; a failure stands in it, and is no error. */
export async function lookAtImage(image: ImageToLook, { registries, settings, forges, signal }: Asking): Promise<ImageLook> {
  const sources = imageSources(registries, settings, image);
  if (!sources.ok) return inVain(image, sources.error);
  const opened = await open(sources.value.images, image, signal);
  if (opened.kind === "absent")
    return inVain(image, unknown("missing", `${image.registry}/${image.repository} has no ${image.digest}.`).failure);
  if (opened.kind === "unknown") return inVain(image, opened.failure);
  const { buildkit: _buildkit, facts, ...resolved } = opened.value;
  const beside = await discover(sources.value, opened.value, signal);
  const online = await (forges && forgeAttestations(forges, { place: image, image: resolved }, signal));
  const discovery = online
    ? { artifacts: [...beside.artifacts, ...online.artifacts], looked: [...beside.looked, ...online.looked] }
    : beside;
  return { resolved: found(resolved), facts, discovery };
}

/** A configuration has no name in a registry: it is found as what one of the image's tags means. */
async function open(source: ContentSource, image: ImageToLook, signal: AbortSignal | undefined): Promise<Look<OpenedImage>> {
  if (!image.ofConfiguration) return resolveImage(source, image.digest, signal);
  for (const tag of image.tags) {
    const opened = await resolveImage(source, tag, signal);
    if (opened.kind === "unknown") return opened;
    if (opened.kind === "found" && opened.value.identities.some(({ config }) => config === image.digest)) return opened;
  }
  const tried = image.tags.length === 0 ? "no tag names it" : `${image.tags.join(", ")} means another image`;
  return unknown("missing", `The runtime names the image by its configuration, and ${tried}.`);
}

function inVain({ registry, repository, digest }: ImageToLook, failure: LookFailure): ImageLook {
  const place = `${registry}/${repository}`;
  const looked = { layout: "referrers-api" as const, place, attachedTo: digest, answer: { kind: "unknown" as const, failure } };
  return { resolved: { kind: "unknown", failure }, discovery: { artifacts: [], looked: [looked] } };
}

/** @returns what a tag means now. */
export async function lookAtTag(place: TagToLook, { registries, signal }: Asking): Promise<TagLook> {
  const { registry, repository, tag } = place;
  const at = { registry, repository, tag, manifests: [] };
  const source = registries.repository(place);
  if (!source.ok) return { ...at, failure: source.error };
  const look = await source.value.manifest(tag, signal);
  if (look.kind === "absent") return at;
  if (look.kind === "unknown") return { ...at, failure: look.failure };
  const read = parseManifest(look.value.bytes);
  const manifests = read.ok && read.value.kind === "index" ? read.value.manifests.map(({ digest }) => digest) : [];
  return { ...at, digest: look.value.digest, manifests };
}

/** Codes that say something of the host, and so of every other image that lies there. */
const ofHost: ReadonlySet<string> = new Set([
  ...["hostNotAllowed", "realmNotAllowed", "addressRefused", "unreachable", "throttled", "serverError"],
]);

/** @returns why nothing of the host can be looked at now. */
export function hostFailure({ resolved }: Pick<ImageLook, "resolved">): Result<undefined, LookFailure> {
  return resolved.kind === "unknown" && ofHost.has(resolved.failure.code) ? err(resolved.failure) : ok(undefined);
}
