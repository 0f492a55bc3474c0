/** What a test registry holds: content by digest, and tags; filled by hand or from an OCI layout on the disk. */
import { hash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export interface StoredManifest {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

export class RegistryStore {
  readonly manifests = new Map<string, StoredManifest>();
  readonly blobs = new Map<string, Buffer>();
  readonly tags = new Map<string, string>();

  /** @returns the blob's descriptor. */
  blob(content: string | Buffer, mediaType = "application/octet-stream") {
    const bytes = Buffer.from(content);
    const digest = `sha256:${hash("sha256", bytes, "hex")}`;
    this.blobs.set(digest, bytes);
    return { mediaType, digest, size: bytes.length };
  }

  /** @returns the manifest's descriptor. */
  manifest(content: object, tag?: string) {
    const { mediaType = "application/vnd.oci.image.manifest.v1+json" } = content as { mediaType?: string };
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, ...content }));
    const digest = `sha256:${hash("sha256", bytes, "hex")}`;
    this.manifests.set(digest, { bytes, mediaType });
    if (tag !== undefined) this.tags.set(tag, digest);
    return { mediaType, digest, size: bytes.length };
  }

  /** Takes over everything of an OCI layout, tags included. */
  async load(folder: string): Promise<this> {
    for (const name of await readdir(join(folder, "blobs/sha256"))) {
      const bytes = await readFile(join(folder, "blobs/sha256", name));
      this.blobs.set(`sha256:${name}`, bytes);
    }
    const index = JSON.parse(await readFile(join(folder, "index.json"), "utf8")) as { manifests: LayoutEntry[] };
    for (const { digest, annotations } of index.manifests) {
      const tag = annotations?.["org.opencontainers.image.ref.name"];
      if (tag !== undefined) this.tags.set(tag, digest);
    }
    for (const [digest, bytes] of this.blobs) {
      const mediaType = mediaTypeOf(bytes);
      if (mediaType !== undefined) this.manifests.set(digest, { bytes, mediaType });
    }
    return this;
  }

  /** @returns the descriptors of what names a digest as its subject. */
  referrersOf(digest: string): object[] {
    return [...this.manifests].flatMap(([of, { bytes, mediaType }]) => {
      const content = JSON.parse(bytes.toString("utf8")) as Referring;
      if (content.subject?.digest !== digest) return [];
      const artifactType = content.artifactType ?? content.config?.artifactType ?? content.config?.mediaType;
      return [{ mediaType, digest: of, size: bytes.length, artifactType, annotations: content.annotations }];
    });
  }
}

interface LayoutEntry {
  readonly digest: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

interface Referring {
  readonly subject?: { readonly digest: string };
  readonly artifactType?: string;
  readonly config?: { readonly mediaType?: string; readonly artifactType?: string };
  readonly annotations?: Readonly<Record<string, string>>;
}

function mediaTypeOf(bytes: Buffer): string | undefined {
  if (bytes[0] !== 0x7b) return undefined;
  const { mediaType } = JSON.parse(bytes.toString("utf8")) as { mediaType?: string };
  return mediaType?.includes("manifest") || mediaType?.includes("image.index") ? mediaType : undefined;
}
