/** `POST /api/v1/snapshots`: the one route whose body streams to the database instead of being read as a whole. */
import { Readable } from "node:stream";
import { uploadLimit, uploadQuerySchema } from "../../contracts/routes/clusters.ts";
import { uploadSnapshot } from "../use-cases/clusters/uploads.ts";
import { type ApiEntry, enter } from "./api-handler.ts";
import { idempotencyHeader } from "./limits/idempotency.ts";
import { problemResponse } from "./problem.ts";

const streams = { path: "Idempotency-Key", message: "A snapshot streams and is not kept: send it without the key." };

/** @returns 201 with the cluster and its scan, or a problem. */
export async function handleUpload(request: Request, entry: ApiEntry): Promise<Response> {
  return enter(request, entry, async (actor) => {
    if (actor === undefined) return problemResponse("unauthenticated");
    if (request.headers.has(idempotencyHeader)) return problemResponse({ code: "badRequest", issues: [streams] });
    const query = uploadQuerySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) {
      const issues = query.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
      return problemResponse({ code: "badRequest", issues });
    }
    if (Number(request.headers.get("content-length") ?? 0) > uploadLimit) return problemResponse("tooLarge");
    const chunks: AsyncIterable<Uint8Array> = request.body ?? Readable.from([]);
    const uploaded = await uploadSnapshot(actor, { ...query.data, chunks }, entry.services);
    if (!uploaded.ok) return problemResponse(uploaded.error);
    return Response.json(uploaded.value, { status: 201, headers: { "cache-control": "private, no-store" } });
  });
}
