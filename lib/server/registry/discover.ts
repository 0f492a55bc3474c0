/**
 * Looks for everything that is kept beside an image, in every layout, and says what each place answered. It judges nothing: what
 * was found is verified elsewhere, and a place that gave no answer stays unknown.
 */
import {
  type Discovery,
  type FoundArtifact,
  type Layout,
  type LookedAt,
  manifestDigests,
} from "#core/supply-chain/discovery/artifact.ts";
import { found, type Look, unknown } from "#core/supply-chain/discovery/look.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import { type Descriptor, type ImageManifest, parseManifest } from "#core/supply-chain/oci/manifest.ts";
import type { ContentSource } from "./content.ts";
import { readLayer } from "./layers.ts";
import type { OpenedImage } from "./resolve.ts";

const mostArtifacts = 200;
/** Of all artefacts of one image together. */
const mostBytes = 256 * 1024 * 1024;

export interface DiscoverySources {
  readonly images: ContentSource;
  /** Where signatures lie, too: a builder may put its own beside the images all the same. */
  readonly signatures?: ContentSource;
}

/** @returns what belongs to the image, its index first, then each platform. */
export async function discover(
  { images, signatures = images }: DiscoverySources,
  image: OpenedImage,
  signal?: AbortSignal,
): Promise<Discovery> {
  const budget = { bytes: mostBytes };
  const places = [...new Set([signatures, images])].map((source) => new Search(source, budget, signal));
  for (const place of places) for (const digest of manifestDigests(image)) await place.beside(digest);
  const inside = new Search(images, budget, signal);
  for (const { descriptor, about } of image.buildkit) await inside.inIndex(descriptor, about);
  if (image.kind === "index" && image.buildkit.length === 0)
    inside.none("buildkit", `${images.name}@${image.digest}`, image.digest);
  const all = [...places, inside];
  return { artifacts: all.flatMap(({ artifacts }) => artifacts), looked: all.flatMap(({ looked }) => looked) };
}

class Search {
  readonly artifacts: FoundArtifact[] = [];
  readonly looked: LookedAt[] = [];
  readonly #source: ContentSource;
  readonly #signal: AbortSignal | undefined;
  readonly #seen = new Set<string>();
  readonly #budget: { bytes: number };

  constructor(source: ContentSource, budget: { bytes: number }, signal: AbortSignal | undefined) {
    this.#source = source;
    this.#budget = budget;
    this.#signal = signal;
  }

  async beside(digest: Digest): Promise<void> {
    const { name } = this.#source;
    const tag = digest.replace(":", "-");
    const listed = await this.#source.referrers(digest, this.#signal);
    await this.#each({ layout: "referrers-api", place: `referrers of ${name}@${digest}`, attachedTo: digest }, listed);
    const place = { layout: "referrers-tag", place: `${name}:${tag}`, attachedTo: digest } as const;
    await this.#each(place, await this.#taggedIndex(tag));
    await this.#tagged({ layout: "cosign-signature-tag", place: `${name}:${tag}.sig`, attachedTo: digest }, `${tag}.sig`);
    await this.#tagged({ layout: "cosign-attestation-tag", place: `${name}:${tag}.att`, attachedTo: digest }, `${tag}.att`);
    await this.#tagged({ layout: "cosign-sbom-tag", place: `${name}:${tag}.sbom`, attachedTo: digest }, `${tag}.sbom`);
  }

  async inIndex({ digest }: Descriptor, about: Digest): Promise<void> {
    await this.#tagged({ layout: "buildkit", place: `${this.#source.name}@${digest}`, attachedTo: about }, digest);
  }

  none(layout: Layout, place: string, attachedTo: Digest): void {
    this.looked.push({ layout, place, attachedTo, answer: { kind: "absent" } });
  }

  /** The index that stands in for a missing referrers API. */
  async #taggedIndex(tag: string): Promise<Look<readonly Descriptor[]>> {
    const look = await this.#source.manifest(tag, this.#signal);
    if (look.kind !== "found") return look;
    const read = parseManifest(look.value.bytes);
    if (!read.ok) return unknown("malformed", `What ${this.#source.name} has as ${tag} cannot be read. ${read.error}`);
    return read.value.kind === "index" ? found(read.value.manifests) : unknown("malformed", `${tag} is no index.`);
  }

  /** Artefacts that have a manifest each, and say whom they belong to. */
  async #each(at: Omit<LookedAt, "answer">, listed: Look<readonly Descriptor[]>): Promise<void> {
    if (listed.kind !== "found") return void this.looked.push({ ...at, answer: listed });
    const { value } = listed;
    for (const descriptor of value.slice(0, mostArtifacts)) {
      const key = `${at.attachedTo} ${descriptor.digest}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      await this.#take({ ...at, manifest: descriptor.digest }, descriptor, at.attachedTo);
    }
    const answer =
      value.length > mostArtifacts
        ? unknown("tooLarge", `There are ${value.length} artefacts; ${mostArtifacts} were read.`)
        : value.length === 0
          ? ({ kind: "absent" } as const)
          : { kind: "found" as const, count: value.length };
    this.looked.push({ ...at, answer });
  }

  async #take(
    at: Omit<LookedAt, "answer"> & { readonly manifest: Digest },
    descriptor: Descriptor,
    subject: Digest,
  ): Promise<void> {
    const look = await this.#source.manifest(descriptor.digest, this.#signal);
    const mediaType = descriptor.artifactType ?? descriptor.mediaType;
    const unread = (content: FoundArtifact["content"]) => void this.artifacts.push({ ...at, mediaType, content });
    if (look.kind === "unknown") return unread({ kind: "unread", failure: look.failure });
    if (look.kind === "absent") return unread(missing(descriptor.digest));
    const read = parseManifest(look.value.bytes);
    if (!read.ok || read.value.kind !== "manifest") return unread({ kind: "other" });
    if (read.value.subject?.digest !== subject) return unread({ kind: "misplaced" });
    await this.#layers(at, read.value);
  }

  /** One manifest whose layers are the artefacts. */
  async #tagged(at: Omit<LookedAt, "answer">, reference: string): Promise<void> {
    const look = await this.#source.manifest(reference, this.#signal);
    if (look.kind !== "found") {
      const answer =
        look.kind === "absent" && at.layout === "buildkit" ? { ...missing(reference), kind: "unknown" as const } : look;
      return void this.looked.push({ ...at, answer });
    }
    const read = parseManifest(look.value.bytes);
    if (!read.ok || read.value.kind !== "manifest")
      return void this.looked.push({ ...at, answer: unknown("malformed", `What lies at ${at.place} cannot be read.`) });
    await this.#layers({ ...at, manifest: look.value.digest }, read.value);
    this.looked.push({ ...at, answer: { kind: "found", count: read.value.layers.length } });
  }

  async #layers(at: Omit<LookedAt, "answer"> & { readonly manifest: Digest }, manifest: ImageManifest): Promise<void> {
    for (const layer of manifest.layers.slice(0, mostArtifacts))
      this.artifacts.push(
        await readLayer({ source: this.#source, at, manifest, layer, budget: this.#budget, signal: this.#signal }),
      );
    const { length } = manifest.layers;
    if (length > mostArtifacts)
      this.looked.push({ ...at, answer: unknown("tooLarge", `It has ${length} layers; ${mostArtifacts} were read.`) });
  }
}

function missing(what: string) {
  const { failure } = unknown("missing", `${what} is named, and is not there.`);
  return { kind: "unread" as const, failure };
}
