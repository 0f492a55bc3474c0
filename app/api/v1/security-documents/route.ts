import { handleApi } from "#server/http/api-handler.ts";
import { handleSecurityDocument } from "#server/http/evidence-handler.ts";
import { apiEntry, serve } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

export async function POST(request: Request): Promise<Response> {
  return serve(() => handleSecurityDocument(request, apiEntry()));
}

function answer(request: Request): Promise<Response> {
  return serve(() => handleApi(request, apiEntry()));
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as PUT };
