import { handleReady } from "#server/http/health.ts";
import { readiness, serve } from "#server/http/runtime.ts";

export const dynamic = "force-dynamic";

export function GET(): Promise<Response> {
  return serve(() => handleReady(readiness()));
}
