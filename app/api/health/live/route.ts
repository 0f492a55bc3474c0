import { handleLive } from "#server/http/health.ts";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return handleLive();
}
