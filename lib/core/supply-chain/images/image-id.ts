/** What a runtime says it runs: `imageID` of a container's status, in the forms of containerd, CRI-O and Docker. */
import { type Digest, parseDigest } from "./digest.ts";
import { type ImageRepository, parseImageRepository } from "./reference.ts";

export type ImageID =
  /** The digest of an index or of a manifest in a repository: which of both, the registry alone tells. */
  | ({ readonly kind: "repository"; readonly digest: Digest } & ImageRepository)
  /** The digest of the image's configuration: the image was built or loaded on the node, or pulled in a way that left no more. */
  | { readonly kind: "config"; readonly digest: Digest }
  /** The runtime has not said: the image is not there yet. */
  | { readonly kind: "absent" }
  /** The inventory is older than this fact. */
  | { readonly kind: "notCollected" }
  /** A form that no runtime that we know of writes. */
  | { readonly kind: "unrecognised"; readonly text: string };

const scheme = /^docker(?:-pullable)?:\/\//;
const bareId = /^[0-9a-f]{64}$/;

/** @returns what an `imageID` names. It is the runtime's word, and no proof of what the bytes are. */
export function parseImageID(text: string): Exclude<ImageID, { kind: "notCollected" }> {
  const plain = text.replace(scheme, "");
  if (plain === "") return { kind: "absent" };
  const config = parseDigest(bareId.test(plain) ? `sha256:${plain}` : plain);
  if (config !== undefined) return { kind: "config", digest: config };
  const at = plain.lastIndexOf("@");
  const digest = parseDigest(plain.slice(at + 1));
  const name = plain.slice(0, Math.max(at, 0));
  const place = parseImageRepository(withoutTag(name));
  if (at < 0 || digest === undefined || place === undefined) return { kind: "unrecognised", text };
  return { kind: "repository", registry: place.registry, repository: place.repository, digest };
}

function withoutTag(name: string): string {
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/") ? name.slice(0, colon) : name;
}
