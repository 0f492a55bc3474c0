import { openApiDocument } from "#server/http/openapi.ts";
import { apiEntry } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  return Response.json(await openApiDocument(apiEntry().services.version));
}
