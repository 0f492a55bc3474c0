import { handleExport } from "#server/http/downloads/export-handler.ts";
import { apiEntry, serve } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<{ view: string }> }): Promise<Response> {
  const { view } = await params;
  return serve(() => handleExport(request, view, apiEntry()));
}
