/** What one user did, by an audit log. Lines that are of somebody else are not parsed; nothing of the log is kept but that. */
import { AuditTally, type AuditUse } from "../../core/rbac/generate/audit-tally.ts";
import { ok, type Result } from "../../core/result.ts";
import { type AuditLogError, readAuditLines } from "./audit-lines.ts";

export interface AuditLogOptions {
  readonly user: string;
  /** Bytes after unpacking; absent: as many as come. */
  readonly most?: number;
}

const timeMark = Buffer.from('"stageTimestamp":');
const timeLength = 40;

/** @returns what the user did, by the log; too large where it goes on after `most` bytes. Gzip is unpacked. */
export async function readAuditLog(
  chunks: AsyncIterable<Uint8Array>,
  { user, most = Number.POSITIVE_INFINITY }: AuditLogOptions,
): Promise<Result<AuditUse, AuditLogError>> {
  const tally = new AuditTally(user);
  const read = await readAuditLines(chunks, { most, read: lineReader(tally, user) });
  return read.ok ? ok(tally.result()) : read;
}

/** A name of other characters may be escaped in the log: its lines cannot be told by their bytes. */
const plainName = /^[\w:.@-]+$/;

function lineReader(tally: AuditTally, user: string): (line: Buffer | undefined) => void {
  const mark = plainName.test(user) ? Buffer.from(user) : undefined;
  return (line) => {
    if (line === undefined) tally.reject();
    else if (mark !== undefined && !line.includes(mark)) tally.skip(timeOf(line));
    else tally.add(line.toString("utf8"), timeOf(line));
  };
}

/** The last part of the time, of lines that are not parsed. */
function timeOf(line: Buffer): string | undefined {
  const at = line.lastIndexOf(timeMark);
  if (at < 0) return undefined;
  const start = at + timeMark.length;
  return /^\s*"([^"]+)"/.exec(line.toString("latin1", start, start + timeLength))?.[1];
}
