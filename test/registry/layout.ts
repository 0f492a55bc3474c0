/** What a test registry holds as an OCI layout in a tar archive, made in memory. */
import { Header } from "tar";
import type { RegistryStore } from "./store.ts";

const block = 512;

/** @returns a file of an archive, with its header. */
export function tarFile(path: string, content: Buffer): Buffer {
  const header = Buffer.alloc(block);
  new Header({ path, mode: 0o644, size: content.length, type: "File" }).encode(header, 0);
  return Buffer.concat([header, content, Buffer.alloc((block - (content.length % block)) % block)]);
}

/** @returns the archive of files that `tarFile` made. */
export function tarOf(files: readonly Buffer[]): Buffer {
  return Buffer.concat([...files, Buffer.alloc(2 * block)]);
}

/** @returns everything that the registry holds. */
export function layoutArchive({ manifests, blobs, tags }: RegistryStore): Buffer {
  const names = new Map([...tags].map(([tag, digest]) => [digest, tag]));
  const entries = [...manifests].map(([digest, { bytes, mediaType }]) => {
    const tag = names.get(digest);
    const annotations = tag === undefined ? undefined : { "org.opencontainers.image.ref.name": tag };
    return { mediaType, digest, size: bytes.length, annotations };
  });
  const index = { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests: entries };
  const content = [...[...manifests].map(([digest, { bytes }]) => [digest, bytes] as const), ...blobs];
  return tarOf([
    tarFile("oci-layout", Buffer.from('{"imageLayoutVersion":"1.0.0"}')),
    tarFile("index.json", Buffer.from(JSON.stringify(index))),
    ...content.map(([digest, bytes]) => tarFile(`blobs/${digest.replace(":", "/")}`, bytes)),
  ]);
}
