/** Finds an image and what is kept beside it: in a layout on the disk, or in a registry. */
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { err, type Failure, ok, type Result } from "#core/result.ts";
import type { Discovery } from "#core/supply-chain/discovery/artifact.ts";
import { unknown } from "#core/supply-chain/discovery/look.ts";
import type { Digest } from "#core/supply-chain/images/digest.ts";
import { type ImageReference, parseImageReference } from "#core/supply-chain/images/reference.ts";
import { imageName, namedImage, type Trail, type TrailQuestion, unseenTrail } from "#core/supply-chain/trail/trail.ts";
import { forgeAttestations } from "#server/forge/attestations.ts";
import type { Forges } from "#server/forge/client.ts";
import { bundlesOfLines } from "#server/registry/bundle-lines.ts";
import { Registries } from "#server/registry/client.ts";
import type { ContentSource } from "#server/registry/content.ts";
import { type DiscoverySources, discover } from "#server/registry/discover.ts";
import { RegistryHosts } from "#server/registry/hosts.ts";
import { openLayoutArchive } from "#server/registry/layout-archive.ts";
import { type LayoutFiles, openLayout } from "#server/registry/oci-layout.ts";
import { resolveImage } from "#server/registry/resolve.ts";
import { imageSources } from "#server/registry/sources.ts";
import { type Io, tell } from "../io.ts";
import { readText } from "../verify/files.ts";
import type { NetworkAccess } from "./registries.ts";

interface Wanted {
  readonly image: string;
  /** A file of bundles, one a line. */
  readonly bundles: string | undefined;
  readonly access: NetworkAccess;
  /** Asked for attestations, too, where a token is there; absent where no network may be asked. */
  readonly forges: Forges | undefined;
}

export async function lookAtImage(io: Io, wanted: Wanted): Promise<Result<TrailQuestion | Trail, Failure>> {
  const lines = wanted.bundles === undefined ? ok("") : await readText(wanted.bundles);
  if (!lines.ok) return lines;
  const extra = (digest: Digest): Discovery =>
    wanted.bundles === undefined ? { artifacts: [], looked: [] } : bundlesOfLines(lines.value, basename(wanted.bundles), digest);
  const local = await layoutAt(wanted.image);
  if (!local.ok) return local;
  if (local.value !== undefined) {
    tell(io, "The layout was looked at, and no registry: what was signed and is not in it is not seen.");
    return lookInLayout(local.value, wanted.image, extra);
  }
  const reference = parseImageReference(wanted.image);
  if (reference === undefined) return err(noImage(wanted.image));
  return ok(await lookInRegistry(io, { reference, access: wanted.access, forges: wanted.forges, extra }));
}

function noImage(image: string): Failure<"usage"> {
  return {
    code: "usage",
    message: `“${image}” is no image, and there is no layout at that path.`,
    remedy: "Name it as REGISTRY/REPOSITORY:TAG or REGISTRY/REPOSITORY@sha256:…, or give the path of an OCI layout.",
  };
}

type Extra = (digest: Digest) => Discovery;

/** @returns the files of a folder or an archive; undefined where there is nothing at the path. */
async function layoutAt(path: string): Promise<Result<LayoutFiles | undefined, Failure>> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return ok(undefined);
  return found.isDirectory() ? ok(folderFiles(path)) : openLayoutArchive(createReadStream(path));
}

function folderFiles(folder: string): LayoutFiles {
  return async (path, maxBytes) => {
    const file = join(folder, path);
    const size = await stat(file).then(
      (found) => (found.isFile() ? found.size : undefined),
      () => undefined,
    );
    if (size === undefined) return undefined;
    return size > maxBytes ? "tooLarge" : readFile(file);
  };
}

async function lookInLayout(files: LayoutFiles, path: string, extra: Extra): Promise<Result<TrailQuestion | Trail, Failure>> {
  const layout = await openLayout(basename(path), files);
  if (!layout.ok) return layout;
  const [reference, ...others] = layout.value.images;
  if (reference === undefined || others.length > 0) return err(notOneImage(path, layout.value.images));
  const opened = await look({ images: layout.value }, reference, extra);
  return ok("code" in opened ? unseenTrail(path, opened) : { image: `${basename(path)}:${reference}`, pinned: false, ...opened });
}

function notOneImage(path: string, images: readonly string[]): Failure<"usage"> {
  return {
    code: "usage",
    message:
      images.length === 0 ? "The layout has no image." : `The layout has several images: ${images.slice(0, 5).join(", ")}.`,
    remedy: "Give a layout of one image with what is signed of it.",
    path,
  };
}

interface Remote {
  readonly reference: ImageReference;
  readonly access: NetworkAccess;
  readonly forges: Forges | undefined;
  readonly extra: Extra;
}

async function lookInRegistry(io: Io, { reference, access, forges, extra }: Remote): Promise<TrailQuestion | Trail> {
  const image = imageName(reference);
  const { digest } = reference;
  const closed = unknown("hostNotAllowed", "No registry was asked: the network is closed by --offline.").failure;
  if (access === undefined) return digest === undefined ? unseenTrail(image, closed) : unlooked({ image, digest, extra }, closed);
  const hosts = new RegistryHosts(access.hosts);
  try {
    const sources = imageSources(new Registries(hosts, access.settings), access.settings, reference);
    if (!sources.ok)
      return digest === undefined ? unseenTrail(image, sources.error) : unlooked({ image, digest, extra }, sources.error);
    const opened = await look(sources.value, digest ?? reference.tag ?? "latest", extra, io.signal);
    if (!("code" in opened)) {
      const online = await (forges && forgeAttestations(forges, { place: reference, image: opened.resolved }, io.signal));
      return { image, pinned: digest !== undefined, resolved: opened.resolved, discovery: together(opened.discovery, online) };
    }
    return digest === undefined ? unseenTrail(image, opened) : unlooked({ image, digest, extra }, opened);
  } finally {
    await hosts.close();
  }
}

async function look(sources: DiscoverySources, reference: string, extra: Extra, signal?: AbortSignal) {
  const image = await resolveImage(sources.images, reference, signal);
  if (image.kind === "unknown") return image.failure;
  if (image.kind === "absent") return notThere(sources.images, reference);
  const { artifacts, looked } = await discover(sources, image.value, signal);
  return { resolved: image.value, discovery: together({ artifacts, looked }, extra(image.value.digest)) };
}

function together(one: Discovery, other: Discovery = { artifacts: [], looked: [] }): Discovery {
  return { artifacts: [...one.artifacts, ...other.artifacts], looked: [...one.looked, ...other.looked] };
}

function notThere({ name }: ContentSource, reference: string) {
  return unknown("missing", `${name} has no ${reference}.`, "Check the name.").failure;
}

interface Unlooked {
  readonly image: string;
  readonly digest: Digest;
  readonly extra: Extra;
}

/** Bundles of a file can be held to a digest without a registry; that there are no others is not known. */
function unlooked({ image, digest, extra }: Unlooked, failure: ReturnType<typeof notThere>): TrailQuestion {
  const { artifacts, looked } = extra(digest);
  const registry = {
    layout: "referrers-api" as const,
    place: image,
    attachedTo: digest,
    answer: { kind: "unknown" as const, failure },
  };
  return { image, pinned: true, resolved: namedImage(digest, failure), discovery: { artifacts, looked: [registry, ...looked] } };
}
