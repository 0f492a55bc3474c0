import { handleApi } from "#server/http/api-handler.ts";
import { apiEntry, serve } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

function answer(request: Request): Promise<Response> {
  return serve(() => handleApi(request, apiEntry()));
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
