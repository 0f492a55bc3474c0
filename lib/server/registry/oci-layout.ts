/** An OCI image layout as a source of content: a folder, or a tar archive of one, compressed or not. */

import { err, type Failure, ok, type Result } from "#core/result.ts";
import { absent, found, type Look, unknown } from "#core/supply-chain/discovery/look.ts";
import { type Digest, parseDigest } from "#core/supply-chain/images/digest.ts";
import { type Descriptor, type ImageIndex, longestManifest, parseManifest } from "#core/supply-chain/oci/manifest.ts";
import { type ContentSource, type FoundManifest, longestArtifact, matchesDigest, tooLarge, wrongDigest } from "./content.ts";

/** @returns the bytes of a file of the layout; undefined where there is none; `tooLarge` beyond what is asked for. */
export type LayoutFiles = (path: string, maxBytes: number) => Promise<Buffer | "tooLarge" | undefined>;

const refName = "org.opencontainers.image.ref.name";
const containerdName = "io.containerd.image.name";
const artefactTag = /^sha256-[0-9a-f]{64}(?:\.(?:sig|att|sbom))?$/;

export interface OciLayout extends ContentSource {
  /** The references of the images in it, artefacts of images aside: tags, and digests of what has none. */
  readonly images: readonly string[];
}

/** @param name what it is called where it says where something was looked for. */
export async function openLayout(name: string, files: LayoutFiles): Promise<Result<OciLayout, Failure<"layout">>> {
  const bytes = await files("index.json", longestManifest);
  if (bytes === undefined || bytes === "tooLarge") return err(noLayout(name, "it has no index.json that can be read"));
  const read = parseManifest(bytes);
  if (!read.ok || read.value.kind !== "index") return err(noLayout(name, "its index.json is no index"));
  const layout = new Layout(name, files, read.value);
  return ok(await layout.withImages());
}

function noLayout(name: string, why: string): Failure<"layout"> {
  return {
    code: "layout",
    message: `${name} is no OCI image layout: ${why}.`,
    remedy: "Give a folder or archive as `skopeo copy … oci:FOLDER`, `docker save` or `cosign save` write it.",
  };
}

class Layout implements OciLayout {
  readonly name: string;
  images: readonly string[] = [];
  readonly #files: LayoutFiles;
  readonly #entries: readonly Descriptor[];

  constructor(name: string, files: LayoutFiles, index: ImageIndex) {
    this.name = name;
    this.#files = files;
    this.#entries = index.manifests;
  }

  async withImages(): Promise<this> {
    const images: string[] = [];
    for (const entry of this.#entries) {
      const tag = tagOf(entry);
      if (tag !== undefined && artefactTag.test(tag)) continue;
      if ((await this.#subjectOf(entry)) === undefined) images.push(tag ?? entry.digest);
    }
    this.images = images;
    return this;
  }

  async manifest(reference: string): Promise<Look<FoundManifest>> {
    const digest = parseDigest(reference) ?? this.#entries.find((entry) => tagOf(entry) === reference)?.digest;
    if (digest === undefined) return absent;
    const look = await this.#read(digest, longestManifest);
    return look.kind === "found" ? found({ digest, bytes: look.value }) : look;
  }

  async blob({ digest, size }: Pick<Descriptor, "digest" | "size">): Promise<Look<Buffer>> {
    if (size > longestArtifact) return tooLarge("artefact", longestArtifact);
    const look = await this.#read(digest, size);
    return look.kind === "unknown" && look.failure.code === "tooLarge" ? wrongDigest(digest) : look;
  }

  async referrers(digest: Digest): Promise<Look<readonly Descriptor[]>> {
    const referring: Descriptor[] = [];
    for (const entry of this.#entries) if ((await this.#subjectOf(entry)) === digest) referring.push(entry);
    return found(referring);
  }

  async #subjectOf({ digest }: Descriptor): Promise<Digest | undefined> {
    const look = await this.#read(digest, longestManifest);
    const read = look.kind === "found" ? parseManifest(look.value) : undefined;
    return read?.ok ? read.value.subject?.digest : undefined;
  }

  async #read(digest: Digest, maxBytes: number): Promise<Look<Buffer>> {
    const bytes = await this.#files(`blobs/${digest.replace(":", "/")}`, maxBytes);
    if (bytes === undefined) return absent;
    if (bytes === "tooLarge") return unknown("tooLarge", `${digest} is larger than it says or than Drydock reads.`);
    return matchesDigest(bytes, digest) ? found(bytes) : wrongDigest(digest);
  }
}

/** A name in full ends in its tag. */
function tagOf({ annotations }: Descriptor): string | undefined {
  const name = annotations[refName] ?? annotations[containerdName];
  if (name === undefined || !/[/:]/.test(name)) return name;
  return /:([\w][\w.-]{0,127})$/.exec(name)?.[1] ?? name;
}
