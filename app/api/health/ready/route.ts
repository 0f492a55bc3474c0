import { handleReady } from "#server/http/health.ts";
import { readiness } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return handleReady(readiness());
}
