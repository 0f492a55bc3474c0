import type { GeneratedRole } from "#contracts/access/generated-role.ts";
import { ApiError, problemOfResponse } from "./problem.ts";

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
  const response = await fetch(`/api/v1/scans/${scanId}/access/subject/generate?${query}`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: file,
  });
  if (!response.ok) throw new ApiError(await problemOfResponse(response));
  return (await response.json()) as GeneratedRole;
}
