/** What audit logs of API servers show of clusters, added up. Readers who see all of a cluster see that there is one. */
import type pg from "pg";
import type { AuditEvidence } from "../../audit-log/read-audit-evidence.ts";
import type { Connection } from "../connection.ts";
import type { ApiAuditLog } from "../generated/client.ts";
import { pack, unpack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { seesWholeCluster } from "./whole-cluster.ts";

export type ApiAuditLogRow = Omit<ApiAuditLog, "clusterId" | "evidence">;

export type ApiAuditLogsRepository = ReturnType<typeof apiAuditLogsRepository>;

const shown = { from: true, to: true, events: true, unreadable: true, users: true, uploadedBy: true, uploadedAt: true };

export function apiAuditLogsRepository(connection: Connection) {
  const { rows } = connection;
  const isSeen = (scope: Scope, clusterId: string) => seesWholeCluster(connection, scope, clusterId);

  return {
    /** @returns whether the scope sees all of the cluster. */
    isSeen,

    /** @returns undefined where there is none, or the scope does not see all of the cluster. */
    async get(scope: Scope, clusterId: string): Promise<ApiAuditLogRow | undefined> {
      if (!(await isSeen(scope, clusterId))) return undefined;
      return (await rows.apiAuditLog.findUnique({ where: { clusterId }, select: shown })) ?? undefined;
    },

    /** @returns what it shows; undefined where there is none, or the scope does not see all of the cluster. */
    async evidence(scope: Scope, clusterId: string): Promise<AuditEvidence | undefined> {
      if (!(await isSeen(scope, clusterId))) return undefined;
      const found = await rows.apiAuditLog.findUnique({ where: { clusterId }, select: { evidence: true } });
      return found ? unpack<AuditEvidence>(Buffer.from(found.evidence)) : undefined;
    },

    /** Takes the place of the cluster's last one. @returns undefined where the scope does not see all of the cluster. */
    async put(
      scope: Scope,
      clusterId: string,
      { evidence, uploadedBy }: { readonly evidence: AuditEvidence; readonly uploadedBy: string },
    ): Promise<ApiAuditLogRow | undefined> {
      if (!(await isSeen(scope, clusterId))) return undefined;
      const { period, events, unreadable, users } = evidence.uses;
      const data = {
        ...{ from: new Date(period.from), to: new Date(period.to), events, unreadable, users: users.length },
        ...{ evidence: await pack(evidence), uploadedBy, uploadedAt: new Date() },
      };
      return rows.apiAuditLog.upsert({ where: { clusterId }, create: { clusterId, ...data }, update: data, select: shown });
    },

    /** @returns whether there was one, and the scope sees all of the cluster. */
    async remove(scope: Scope, clusterId: string): Promise<boolean> {
      if (!(await isSeen(scope, clusterId))) return false;
      return (await rows.apiAuditLog.deleteMany({ where: { clusterId } })).count === 1;
    },
  };
}

/** @returns what the cluster's audit log shows; undefined where none was uploaded. */
export async function auditEvidenceOf(pool: pg.Pool, clusterId: string): Promise<AuditEvidence | undefined> {
  const { rows } = await pool.query<{ evidence: Buffer }>("SELECT evidence FROM api_audit_logs WHERE cluster_id = $1", [
    clusterId,
  ]);
  return rows[0] && unpack<AuditEvidence>(rows[0].evidence);
}
