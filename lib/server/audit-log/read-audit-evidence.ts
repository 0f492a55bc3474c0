/** What an audit log shows of a whole cluster: who used what, by which client. Nothing else of the log is kept. */
import type { Evidence } from "../../core/checks/evidence.ts";
import { AuditUsesTally } from "../../core/rbac/use/audit-uses.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { AuditClients } from "../../core/upgrade/evidence/audit-clients.ts";
import { AuditRequests } from "../../core/upgrade/evidence/audit-requests.ts";
import { type AuditLogError, readAuditLines } from "./audit-lines.ts";

/** What an audit log adds to what a scan sees. */
export type AuditEvidence = Required<Pick<Evidence, "uses" | "clients" | "requests">> & Pick<Evidence, "droppedClients">;

/** @param most bytes after unpacking @returns the evidence, or why the log cannot be read or holds no event. */
export async function readAuditEvidence(
  chunks: AsyncIterable<Uint8Array>,
  { most }: { readonly most: number },
): Promise<Result<AuditEvidence, AuditLogError>> {
  const [tally, clients, requests] = [new AuditUsesTally(), new AuditClients(), new AuditRequests()];
  const read = await readAuditLines(chunks, {
    most,
    read(line) {
      const event = line && parse(line);
      tally.add(event);
      clients.add(event);
      requests.add(event);
    },
  });
  if (!read.ok) return read;
  const uses = tally.result();
  if (uses === undefined) return err(empty);
  const [seen, asked] = [clients.result(), requests.result()];
  const droppedClients = seen.dropped + asked.dropped;
  return ok({ uses, clients: seen.clients, requests: asked.requests, ...(droppedClients > 0 && { droppedClients }) });
}

function parse(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}

const empty: AuditLogError = {
  code: "auditLogUnreadable",
  message: "The file holds no event of an audit log.",
  remedy: "Send the log as the API server wrote it: one JSON event a line, of audit.k8s.io, plain or gzip.",
};
