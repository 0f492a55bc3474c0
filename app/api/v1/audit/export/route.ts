import { handleAuditExport } from "#server/http/downloads/audit-export.ts";
import { apiEntry, serve } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

export function GET(request: Request): Promise<Response> {
  return serve(() => handleAuditExport(request, apiEntry()));
}
