import { handleApi } from "#server/http/api-handler.ts";
import { handleEvidencePack } from "#server/http/evidence-handler.ts";
import { apiEntry, serve } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  return serve(() => handleEvidencePack(request, id, apiEntry()));
}

function answer(request: Request): Promise<Response> {
  return serve(() => handleApi(request, apiEntry()));
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as PUT };
