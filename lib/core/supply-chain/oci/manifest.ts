/** Manifests and indexes of images, read from bytes that anybody may have written. */
import { z } from "zod";
import { err, ok, type Result } from "../../result.ts";
import { shapeError } from "../documents/json-shape.ts";
import { type Digest, parseDigest } from "../images/digest.ts";

export const mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  dockerIndex: "application/vnd.docker.distribution.manifest.list.v2+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
} as const;

/** Bytes of a manifest; larger ones are refused by registries too. */
export const longestManifest = 4 * 1024 * 1024;
const mostEntries = 2_000;

const digest = z.string().transform((text, context) => {
  const found = parseDigest(text);
  if (found !== undefined) return found;
  context.addIssue({ code: "custom", message: "is no digest" });
  return z.NEVER;
});
const annotations = z.record(z.string(), z.string()).nullish();
const descriptor = z.object({
  mediaType: z.string().max(1_024),
  digest,
  size: z.int().min(0),
  annotations,
  artifactType: z.string().max(1_024).nullish(),
  platform: z.object({ os: z.string(), architecture: z.string(), variant: z.string().nullish() }).nullish(),
});
const common = { mediaType: z.string().max(1_024).nullish(), artifactType: z.string().max(1_024).nullish(), annotations };
const index = z.object({
  ...common,
  manifests: z.array(descriptor).max(mostEntries),
  subject: descriptor.nullish(),
});
const manifest = z.object({
  ...common,
  config: descriptor,
  layers: z.array(descriptor).max(mostEntries),
  subject: descriptor.nullish(),
});

type Annotations = Readonly<Record<string, string>>;

export interface Descriptor {
  readonly mediaType: string;
  readonly digest: Digest;
  /** Bytes. */
  readonly size: number;
  readonly annotations: Annotations;
  readonly artifactType?: string;
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string };
}

interface Common {
  readonly artifactType?: string;
  readonly annotations: Annotations;
  /** What it is attached to. */
  readonly subject?: Descriptor;
}

export interface ImageIndex extends Common {
  readonly kind: "index";
  readonly manifests: readonly Descriptor[];
}

export interface ImageManifest extends Common {
  readonly kind: "manifest";
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
}

/** @returns what the bytes are, or a sentence that says why they are neither. Bytes that could be read as both are refused. */
export function parseManifest(bytes: Uint8Array): Result<ImageIndex | ImageManifest, string> {
  const json = parseJsonObject(bytes);
  if (json === undefined) return err("It is not JSON.");
  if ("manifests" in json && ("layers" in json || "config" in json))
    return err("It could be read as an index and as a manifest.");
  if ("manifests" in json) {
    const read = index.safeParse(json);
    if (!read.success) return err(broken("index", read.error));
    return ok({ kind: "index", manifests: read.data.manifests.map(descriptorOf), ...commonOf(read.data) });
  }
  const read = manifest.safeParse(json);
  if (!read.success) return err(broken("manifest", read.error));
  const { config, layers } = read.data;
  return ok({ kind: "manifest", config: descriptorOf(config), layers: layers.map(descriptorOf), ...commonOf(read.data) });
}

/** @returns the object that bytes of JSON hold; undefined for anything else, and for what nests too deep to be written down again. */
export function parseJsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  if (shapeError(bytes) !== undefined) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function broken(what: string, error: z.ZodError): string {
  const place = error.issues[0]?.path.join(".") ?? "";
  return `It is no ${what} of an image${place === "" ? "" : `: ${place} is not as it should be`}.`;
}

function descriptorOf(read: z.infer<typeof descriptor>): Descriptor {
  const { mediaType, digest: of, size, artifactType, platform } = read;
  return {
    mediaType,
    digest: of,
    size,
    annotations: read.annotations ?? {},
    ...(artifactType && { artifactType }),
    ...(platform && {
      platform: { os: platform.os, architecture: platform.architecture, ...(platform.variant && { variant: platform.variant }) },
    }),
  };
}

function commonOf(read: Pick<z.infer<typeof manifest>, "artifactType" | "annotations" | "subject">): Common {
  return {
    annotations: read.annotations ?? {},
    ...(read.artifactType && { artifactType: read.artifactType }),
    ...(read.subject && { subject: descriptorOf(read.subject) }),
  };
}
