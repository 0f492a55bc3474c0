import { handleAuditLog } from "#server/http/evidence-handler.ts";
import { apiEntry, serve } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return serve(() => handleAuditLog(request, id, apiEntry()));
}
