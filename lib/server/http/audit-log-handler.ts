/** `POST /api/v1/scans/{id}/access/subject/generate`: an audit log that is read as it comes and never kept. */
import { Readable } from "node:stream";
import type { z } from "zod";
import { auditLogLimit, generateQuery } from "../../contracts/access/generated-role.ts";
import { byScan } from "../../contracts/routes/base.ts";
import { generateRole } from "../use-cases/access/generate-role.ts";
import { type ApiEntry, enter } from "./api-handler.ts";
import { problemResponse } from "./problem.ts";

const querySchema = byScan.extend(generateQuery);
/** Each reads as fast as it can; a process has other things to do. */
const mostAtOnce = 2;
const tooMany = {
  code: "tooManyRequests",
  detail: "Other audit logs are being read.",
  remedy: "Try again in a few seconds.",
} as const;
let running = 0;

/** @returns 200 with the role and the comparison, or a problem. */
export async function handleAuditLog(request: Request, id: string, entry: ApiEntry): Promise<Response> {
  return enter(request, entry, async (actor) => {
    if (actor === undefined) return problemResponse("unauthenticated");
    const query = querySchema.safeParse({ id, ...Object.fromEntries(new URL(request.url).searchParams) });
    if (!query.success) return problemResponse({ code: "badRequest", issues: issuesOf(query.error) });
    if (Number(request.headers.get("content-length") ?? 0) > auditLogLimit) return problemResponse("tooLarge");
    if (running >= mostAtOnce) return problemResponse(tooMany, { "retry-after": "5" });
    running += 1;
    try {
      const chunks: AsyncIterable<Uint8Array> = request.body ?? Readable.from([]);
      const made = await generateRole(actor, { ...query.data, chunks }, entry.services);
      if (!made.ok) return problemResponse(made.error);
      return Response.json(made.value, { headers: { "cache-control": "private, no-store" } });
    } finally {
      running -= 1;
    }
  });
}

function issuesOf({ issues }: z.ZodError) {
  return issues.map(({ path, message }) => ({ path: path.join("."), message }));
}
