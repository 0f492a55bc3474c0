import { apiEntry, serve } from "#server/http/runtime.ts";
import { handleScanEvents } from "#server/http/scan-events.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return serve(() => handleScanEvents(request, id, apiEntry()));
}
