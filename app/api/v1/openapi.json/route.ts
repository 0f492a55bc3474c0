import { openApiDocument } from "#server/http/openapi/openapi.ts";
import { apiEntry, serve } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return serve(async () => Response.json(await openApiDocument(apiEntry().services.version)));
}
