/**
 * Reads what Helm keeps of a release: gzip in base64, with the chart, the values and the rendered manifest. Of all that only
 * what each document says of itself goes on; the rest is dropped here. It may not throw, whatever it is given.
 */
import { gunzipSync } from "node:zlib";
import type { ReleasedDocument } from "#core/inventory/platform-items.ts";
import { err, ok, type Result } from "#core/result.ts";
import { readHeads } from "#core/upgrade/manifests/read-heads.ts";

export interface DecodedRelease {
  /** Of the manifest, then of the hooks. */
  readonly documents: readonly ReleasedDocument[];
  /** Documents that could not be read. */
  readonly unreadDocuments: number;
}

/** Bytes of one record without its compression: a chart with all of its files is far below. */
export const mostOfRelease = 64 * 1024 * 1024;
const longestName = 253;

/**
 * @param record the text that Helm wrote, as the API server gives it in a ConfigMap; of a Secret, in base64 once more.
 * @returns the heads of its documents, or in a few words why there are none: never a part of what it holds.
 */
export function decodeRelease(record: string, most = mostOfRelease): Result<DecodedRelease, string> {
  const bytes = Buffer.from(record, "base64");
  if (bytes.length === 0) return err("it is empty, or not base64");
  const text = isGzip(bytes) ? unpack(bytes, most) : ok(bytes.toString("utf8"));
  if (!text.ok) return text;
  const release = parse(text.value);
  const manifest = (release as { manifest?: unknown } | undefined)?.manifest;
  if (typeof manifest !== "string") return err("it is not the record of a release");
  return ok(headsIn([manifest, ...hooksOf(release)]));
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

function unpack(bytes: Buffer, most: number): Result<string, string> {
  try {
    return ok(gunzipSync(bytes, { maxOutputLength: most }).toString("utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ERR_BUFFER_TOO_LARGE") return err(`it is larger than ${Math.round(most / 1024 / 1024)} MiB`);
    if (typeof code === "string" && code.startsWith("Z_")) return err("it cannot be decompressed");
    throw error;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function hooksOf(release: unknown): readonly string[] {
  const { hooks } = release as { hooks?: unknown };
  if (!Array.isArray(hooks)) return [];
  return hooks.flatMap((hook: unknown) => {
    const manifest = (hook as { manifest?: unknown } | null)?.manifest;
    return typeof manifest === "string" ? [manifest] : [];
  });
}

/** Texts of their own, and no slices: a slice would keep the whole manifest in memory. */
function own(text: string): string {
  return Buffer.from(text.slice(0, longestName)).toString();
}

function headsIn(manifests: readonly string[]): DecodedRelease {
  const documents: ReleasedDocument[] = [];
  let unreadDocuments = 0;
  for (const manifest of manifests)
    for (const read of readHeads(manifest)) {
      if (read.kind === "unread" || read.head.apiVersion === "" || read.head.kind === "") {
        unreadDocuments += 1;
        continue;
      }
      const { apiVersion, kind, name, namespace } = read.head;
      documents.push({
        ...{ apiVersion: own(apiVersion), kind: own(kind) },
        ...(name !== undefined && { name: own(name) }),
        ...(namespace !== undefined && { namespace: own(namespace) }),
      });
    }
  return { documents, unreadDocuments };
}
