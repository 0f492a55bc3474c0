/** An uploaded file about images or vulnerabilities: told apart by what is in it, and read whole, since JSON has no other way. */
import { createHash } from "node:crypto";
import { err, type Failure, ok, type Result } from "../../core/result.ts";
import type { SecurityDocument } from "../../core/supply-chain/documents/document.ts";
import { parseDocument } from "../../core/supply-chain/documents/json-shape.ts";
import { readDocuments } from "../../core/supply-chain/documents/read.ts";
import { EpssFile, type EpssScore } from "../../core/supply-chain/vulnerabilities/epss.ts";
import { type KevList, readKev } from "../../core/supply-chain/vulnerabilities/kev.ts";
import { isOsv, type OsvAdvisory, readOsv } from "../../core/supply-chain/vulnerabilities/osv.ts";
import { unpacked } from "../text/read-lines.ts";

export type ReadUpload =
  | { readonly kind: "documents"; readonly sha256: string; readonly documents: readonly SecurityDocument[] }
  | { readonly kind: "kev"; readonly list: KevList }
  | { readonly kind: "osv"; readonly advisories: readonly OsvAdvisory[]; readonly unread: number }
  | { readonly kind: "epss"; readonly file: EpssFile; readonly scores: readonly EpssScore[] };

export type UploadError = Failure<"tooLarge" | "unreadable">;

/** @param most bytes after unpacking. @returns what the file holds, or why it cannot be read. */
export async function readUpload(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Result<ReadUpload, UploadError>> {
  const bytes = await whole(chunks, most);
  if (!bytes.ok) return bytes;
  if (bytes.value[0] === hash || bytes.value.subarray(0, 4).toString("latin1") === "cve,") return readEpss(bytes.value);
  const json = parseDocument(bytes.value);
  const lines = json.ok ? ok(json.value) : readLines(bytes.value);
  if (!lines.ok) return lines;
  const osv = readOsvFile(lines.value);
  if (osv !== undefined) return ok(osv);
  if (!json.ok) return err(unreadable(json.error));
  const kev = readKev(json.value);
  if (kev.ok && isCatalogue(json.value)) return ok({ kind: "kev", list: kev.value });
  const documents = readDocuments(json.value);
  if (!documents.ok) return err(unreadable(documents.error));
  const sha256 = createHash("sha256").update(bytes.value).digest("hex");
  return ok({ kind: "documents", sha256, documents: documents.value });
}

const hash = 0x23;
const lineFeed = 0x0a;
const mostLines = 200_000;

/** @returns advisories one a line, of lines that are no JSON undefined; none where the first line is no JSON. */
function readLines(bytes: Buffer): Result<readonly unknown[], UploadError> {
  const read: unknown[] = [];
  for (let start = 0; start < bytes.length; ) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found;
    const json = parseDocument(bytes.subarray(start, end));
    const blank = !json.ok && bytes.toString("utf8", start, end).trim() === "";
    start = end + 1;
    if (blank) continue;
    if (!json.ok && read.length === 0) return ok([]);
    if (read.length === mostLines) return err(tooManyLines);
    read.push(json.ok ? json.value : undefined);
  }
  return ok(read);
}

const tooManyLines: UploadError = {
  code: "tooLarge",
  message: `The file has more than ${mostLines.toLocaleString("en")} lines, and none of it was read.`,
  remedy: "Upload the archive all.zip of the ecosystem, which is read as a stream, or several smaller files.",
};

/** @returns one advisory of OSV, or a list of them; undefined for anything else. */
function readOsvFile(json: unknown): Extract<ReadUpload, { kind: "osv" }> | undefined {
  const list = Array.isArray(json) ? json : [json];
  if (!list.some(isOsv)) return undefined;
  const advisories = list.flatMap((one) => readOsv(one) ?? []);
  return { kind: "osv", advisories, unread: list.length - advisories.length };
}

function isCatalogue(json: unknown): boolean {
  return typeof json === "object" && json !== null && Object.hasOwn(json, "catalogVersion");
}

async function whole(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Result<Buffer, UploadError>> {
  const kept: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of await unpacked(chunks)) {
      length += chunk.length;
      if (length > most)
        return err({ code: "tooLarge", message: "The file is larger than 64 MB.", remedy: "Upload a smaller one." });
      kept.push(chunk);
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code ?? "").startsWith("Z_")) throw error;
    return err(unreadable("The file is compressed and cannot be unpacked."));
  }
  return ok(Buffer.concat(kept));
}

function readEpss(bytes: Buffer): Result<ReadUpload, UploadError> {
  const file = new EpssFile();
  const scores = bytes
    .toString("latin1")
    .split(/\r?\n/)
    .flatMap((line) => file.read(line) ?? []);
  return scores.length > 0 ? ok({ kind: "epss", file, scores }) : err(unreadable("The file holds no EPSS scores."));
}

function unreadable(message: string): UploadError {
  return { code: "unreadable", message, remedy: "Upload the file as the tool wrote it." };
}
