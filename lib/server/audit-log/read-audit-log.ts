/**
 * Reads an audit log of the API server, JSON lines, as it comes: gigabytes take the memory of a line. Lines that are of somebody
 * else are not parsed. Nothing of the log is kept but what the user did.
 */
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { AuditTally, type AuditUse } from "../../core/rbac/generate/audit-tally.ts";
import { err, type Failure, ok, type Result } from "../../core/result.ts";

export type AuditLogError = Failure<"auditLogTooLarge" | "auditLogUnreadable">;

export interface AuditLogOptions {
  readonly user: string;
  /** Bytes after unpacking; absent: as many as come. */
  readonly most?: number;
}

const newline = 0x0a;
/** Events with whole requests and responses are long; the API server takes no request above 3 MB. */
const longestLine = 16 * 1024 * 1024;
const eventMark = Buffer.from("audit.k8s.io/");
const timeMark = Buffer.from('"stageTimestamp":');
const timeLength = 40;

/** @returns what the user did, by the log; too large where it goes on after `most` bytes. Gzip is unpacked. */
export async function readAuditLog(
  chunks: AsyncIterable<Uint8Array>,
  { user, most = Number.POSITIVE_INFINITY }: AuditLogOptions,
): Promise<Result<AuditUse, AuditLogError>> {
  const tally = new AuditTally(user);
  const lines = createLines(lineReader(tally, user));
  let bytes = 0;
  try {
    for await (const chunk of await unpacked(chunks)) {
      bytes += chunk.length;
      if (bytes > most) return err(tooLarge(most));
      lines.push(chunk);
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code ?? "").startsWith("Z_")) throw error;
    return err(unreadable);
  }
  lines.end();
  return ok(tally.result());
}

/** A name of other characters may be escaped in the log: its lines cannot be told by their bytes. */
const plainName = /^[\w:.@-]+$/;

function lineReader(tally: AuditTally, user: string): (line: Buffer) => void {
  const mark = plainName.test(user) ? Buffer.from(user) : undefined;
  return (line) => {
    if (isBlank(line)) return;
    if (line.length > longestLine || !line.includes(eventMark)) tally.reject();
    else if (mark !== undefined && !line.includes(mark)) tally.skip(timeOf(line));
    else tally.add(line.toString("utf8"), timeOf(line));
  };
}

function isBlank(line: Buffer): boolean {
  return line.length < 3 && line.toString("latin1").trim() === "";
}

function tooLarge(most: number): AuditLogError {
  const megabytes = Math.floor(most / 1024 / 1024);
  return {
    code: "auditLogTooLarge",
    message: `The audit log is larger than ${megabytes} MB.`,
    remedy:
      "Send a shorter period, only the user's lines, or read the file with drydock generate --from-audit, which has no limit.",
  };
}

const unreadable: AuditLogError = {
  code: "auditLogUnreadable",
  message: "The audit log is compressed and cannot be unpacked.",
  remedy: "Send the log as the API server wrote it: JSON lines, plain or gzip.",
};

/** The last part of the time, of lines that are not parsed. */
function timeOf(line: Buffer): string | undefined {
  const at = line.lastIndexOf(timeMark);
  if (at < 0) return undefined;
  const start = at + timeMark.length;
  return /^\s*"([^"]+)"/.exec(line.toString("latin1", start, start + timeLength))?.[1];
}

async function unpacked(chunks: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const iterator = chunks[Symbol.asyncIterator]();
  let beginning = Buffer.alloc(0);
  while (beginning.length < 2) {
    const next = await iterator.next();
    if (next.done) break;
    beginning = Buffer.concat([beginning, next.value]);
  }
  async function* whole(): AsyncGenerator<Uint8Array, void> {
    yield beginning;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  const isGzip = beginning[0] === 0x1f && beginning[1] === 0x8b;
  return isGzip ? Readable.from(whole()).compose(createGunzip()) : whole();
}

/** Cuts chunks into lines; of a line that is too long only a part is kept, still too long. */
function createLines(read: (line: Buffer) => void) {
  let kept: Buffer[] = [];
  let length = 0;
  const finish = (rest: Buffer) => {
    read(kept.length === 0 ? rest : Buffer.concat([...kept, rest]));
    kept = [];
    length = 0;
  };
  return {
    push(chunk: Uint8Array): void {
      const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let start = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
        finish(bytes.subarray(start, end));
        start = end + 1;
      }
      if (start === bytes.length || length > longestLine) return;
      kept.push(bytes.subarray(start));
      length += bytes.length - start;
    },
    end: () => finish(Buffer.alloc(0)),
  };
}
