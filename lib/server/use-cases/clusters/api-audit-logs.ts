/** Audit logs of API servers: what a scan cannot see of who uses what. The log itself is never kept. */
import { type ApiAuditLog, apiAuditLogLimit } from "../../../contracts/api-audit-logs.ts";
import { ok } from "../../../core/result.ts";
import { readAuditEvidence } from "../../audit-log/read-audit-evidence.ts";
import type { ApiAuditLogRow } from "../../database/clusters/api-audit-logs.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, refuse } from "../outcome.ts";

interface OfCluster {
  readonly id: string;
}

export const getApiAuditLog = defineUseCase<OfCluster, { log?: ApiAuditLog }>(
  "report:read",
  async (actor, { id }, { repositories: { apiAuditLogs } }) => {
    if (!(await apiAuditLogs.isSeen(actor.scope, id))) return refuse("notFound");
    const found = await apiAuditLogs.get(actor.scope, id);
    return ok(found ? { log: view(found) } : {});
  },
);

export const putApiAuditLog = defineUseCase<OfCluster & { readonly chunks: AsyncIterable<Uint8Array> }, ApiAuditLog>(
  "scan:run",
  async (actor, { id, chunks }, { repositories }) => {
    if (!(await repositories.apiAuditLogs.isSeen(actor.scope, id))) return refuse("notFound");
    const read = await readAuditEvidence(chunks, { most: apiAuditLogLimit });
    if (!read.ok) {
      const { code, message: detail, remedy } = read.error;
      return refuse(code === "auditLogTooLarge" ? "tooLarge" : "badRequest", { detail, remedy });
    }
    const stored = await repositories.apiAuditLogs.put(actor.scope, id, { evidence: read.value, uploadedBy: actor.name });
    if (stored === undefined) return refuse("notFound");
    const log = view(stored);
    await record(repositories, actor, {
      action: "log.upload",
      clusterId: id,
      detail: { from: log.from, to: log.to, events: log.events },
    });
    return ok(log);
  },
);

export const removeApiAuditLog = defineUseCase<OfCluster, undefined>("scan:run", async (actor, { id }, { repositories }) => {
  if (!(await repositories.apiAuditLogs.remove(actor.scope, id))) return refuse("notFound");
  await record(repositories, actor, { action: "log.remove", clusterId: id });
  return ok(undefined);
});

function view({ from, to, uploadedAt, ...row }: ApiAuditLogRow): ApiAuditLog {
  return { ...row, from: from.toISOString(), to: to.toISOString(), uploadedAt: uploadedAt.toISOString() };
}
