/** An audit log of the API server, JSON lines, as it comes. */
import { err, type Failure, ok, type Result } from "../../core/result.ts";
import { type Lines, readLines } from "../text/read-lines.ts";

export type AuditLogError = Failure<"auditLogTooLarge" | "auditLogUnreadable">;

const eventMark = Buffer.from("audit.k8s.io/");

/** Reads a log line by line; undefined stands for a line that no event can be. @returns why it is not read to its end. */
export async function readAuditLines(
  chunks: AsyncIterable<Uint8Array>,
  { most, read }: Lines,
): Promise<Result<undefined, AuditLogError>> {
  const done = await readLines(chunks, { most, read: (line) => read(line?.includes(eventMark) ? line : undefined) });
  if (done.ok) return ok(undefined);
  return err(done.error.code === "tooLarge" ? tooLarge(most) : unreadable);
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
