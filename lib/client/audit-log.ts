import type { GeneratedRole } from "#contracts/access/generated-role.ts";
import type { ApiAuditLog } from "#contracts/api-audit-logs.ts";
import { sendFile } from "./send-file.ts";

/** Bytes that the API accepts, after unpacking. */
export const auditLogLimit = 256 * 1024 * 1024;

interface AuditLog {
  readonly scanId: string;
  readonly subject: { readonly kind: string; readonly namespace?: string | undefined; readonly name: string };
  readonly file: File;
  /** Limits rules to the names that the log shows. */
  readonly names: boolean;
}

/**
 * Sends an audit log as the body itself, to be read and not kept.
 * @throws ApiError with the API's problem
 */
export async function generateFromAuditLog({ scanId, subject, file, names }: AuditLog): Promise<GeneratedRole> {
  const query = new URLSearchParams({
    subjectKind: subject.kind,
    subject: subject.name,
    ...(subject.namespace !== undefined && { subjectNamespace: subject.namespace }),
    ...(names && { names: "true" }),
  });
  return (await sendFile("POST", `/scans/${scanId}/access/subject/generate?${query}`, file)) as GeneratedRole;
}

/**
 * Sends the audit log of a cluster's API server, to be added up for its next scans and not kept.
 * @throws ApiError with the API's problem
 */
export async function sendClusterAuditLog(clusterId: string, file: File): Promise<ApiAuditLog> {
  return (await sendFile("PUT", `/clusters/${clusterId}/audit-log`, file)) as ApiAuditLog;
}
