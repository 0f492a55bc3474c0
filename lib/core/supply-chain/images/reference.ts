/** References to images, as pod specs write them: the registry may be left out, and so may tag and digest. */
import { type Digest, parseDigest } from "./digest.ts";

export interface ImageRepository {
  /** Host in lower case, with its port where one is written; `docker.io` where none is written. */
  readonly registry: string;
  /** Such as `library/nginx`. */
  readonly repository: string;
}

export interface ImageReference extends ImageRepository {
  readonly tag?: string;
  readonly digest?: Digest;
  /** No registry is written, so that the runtime asks Docker Hub, or whatever it was told to ask instead. */
  readonly implicitRegistry?: true;
}

/** How much of an image a reference settles. `latest` is the tag that is written or meant. */
export type Pinning = "digest" | "tag" | "latest";

const HUB = "docker.io";
const hubNames = new Set(["docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"]);
const longest = 4_096;
const registryForm = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;
const segment = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;
const tagForm = /^\w[\w.-]{0,127}$/;

/** @returns the parts of a reference, or undefined for what no runtime would pull. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > longest) return undefined;
  const { name, digest: digestText } = splitDigest(text);
  const digest = digestText === undefined ? undefined : parseDigest(digestText);
  if (digestText !== undefined && digest === undefined) return undefined;
  const { path, tag } = splitTag(name);
  if (tag !== undefined && !tagForm.test(tag)) return undefined;
  const place = parseImageRepository(path);
  return place && { ...place, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** @returns registry and repository of a name without tag and digest. */
export function parseImageRepository(path: string): (ImageRepository & { readonly implicitRegistry?: true }) | undefined {
  const [first = "", ...rest] = path.split("/");
  const written = rest.length > 0 && isRegistry(first);
  const registry = written ? first.toLowerCase() : HUB;
  if (!registryForm.test(registry)) return undefined;
  const hub = hubNames.has(registry);
  const segments = written ? rest : [first, ...rest];
  const repository = (hub && segments.length === 1 ? ["library", ...segments] : segments).join("/");
  if (repository.length > 255 || !segments.every((one) => segment.test(one))) return undefined;
  return { registry: hub ? HUB : registry, repository, ...(!written && { implicitRegistry: true as const }) };
}

/** @returns how much a reference settles; a digest settles all, whatever tag stands beside it. */
export function pinningOf({ digest, tag }: ImageReference): Pinning {
  if (digest !== undefined) return "digest";
  return tag === undefined || tag === "latest" ? "latest" : "tag";
}

/** @returns the tag that a runtime asks for; undefined where a digest alone settles it. */
export function meantTag({ tag, digest }: ImageReference): string | undefined {
  return tag ?? (digest === undefined ? "latest" : undefined);
}

/** @returns the reference in full, with the registry that is meant. */
export function formatReference({ registry, repository, tag, digest }: ImageReference): string {
  return `${registry}/${repository}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}

function splitDigest(text: string): { readonly name: string; readonly digest?: string } {
  const at = text.indexOf("@");
  return at < 0 ? { name: text } : { name: text.slice(0, at), digest: text.slice(at + 1) };
}

/** A colon behind the last slash begins a tag; one before it belongs to the registry's port. */
function splitTag(name: string): { readonly path: string; readonly tag?: string } {
  const colon = name.lastIndexOf(":");
  return colon > name.lastIndexOf("/") ? { path: name.slice(0, colon), tag: name.slice(colon + 1) } : { path: name };
}

/** The runtimes' own rule: what has a dot or a port, is `localhost` or has capitals cannot be part of a repository. */
function isRegistry(first: string): boolean {
  return /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();
}
