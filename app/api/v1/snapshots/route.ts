import { apiEntry, serve } from "#server/http/runtime.ts";
import { handleUpload } from "#server/http/upload-handler.ts";

export const dynamic = "force-dynamic";

export function POST(request: Request): Promise<Response> {
  return serve(() => handleUpload(request, apiEntry()));
}
