/** The routes that take what a scan cannot see, as files: they are read as they come and never kept. */
import { Readable } from "node:stream";
import { z } from "zod";
import { auditLogLimit, generateQuery } from "../../contracts/access/generated-role.ts";
import { apiAuditLogLimit } from "../../contracts/api-audit-logs.ts";
import { packUploadSchema } from "../../contracts/evidence-packs.ts";
import { kubeletsLimit } from "../../contracts/kubelets.ts";
import { byCluster, byScan } from "../../contracts/routes/base.ts";
import { osvArchiveLimit, uploadQuery } from "../../contracts/vulnerabilities.ts";
import { packLimit } from "../registry/read-pack.ts";
import { generateRole } from "../use-cases/access/generate-role.ts";
import { putApiAuditLog } from "../use-cases/clusters/api-audit-logs.ts";
import { putKubelets } from "../use-cases/clusters/kubelets.ts";
import type { Outcome, UseCase } from "../use-cases/outcome.ts";
import { uploadEvidencePack } from "../use-cases/supply-chain/evidence-packs.ts";
import { uploadSecurityDocument } from "../use-cases/supply-chain/security-documents.ts";
import { type ApiEntry, enter } from "./api-handler.ts";
import { idempotencyHeader } from "./limits/idempotency.ts";
import { problemResponse } from "./problem.ts";

const querySchema = byScan.extend(generateQuery);
/** Each reads as fast as it can; a process has other things to do. */
const mostAtOnce = 2;
const tooMany = {
  code: "tooManyRequests",
  detail: "Other files are being read.",
  remedy: "Try again in a few seconds.",
} as const;
let running = 0;

/** `POST /api/v1/scans/{id}/access/subject/generate` @returns 200 with the role and the comparison, or a problem. */
export async function handleAuditLog(request: Request, id: string, entry: ApiEntry): Promise<Response> {
  return enter(request, entry, async (actor) => {
    if (actor === undefined) return problemResponse("unauthenticated");
    const query = querySchema.safeParse({ id, ...Object.fromEntries(new URL(request.url).searchParams) });
    if (!query.success) return problemResponse({ code: "badRequest", issues: issuesOf(query.error) });
    return reading(request, auditLogLimit, (chunks) => generateRole(actor, { ...query.data, chunks }, entry.services));
  });
}

/** `PUT /api/v1/clusters/{id}/audit-log` @returns 200 with what is kept of the log, or a problem. */
export async function handleClusterAuditLog(request: Request, id: string, entry: ApiEntry): Promise<Response> {
  return ofCluster({ request, id, entry, limit: apiAuditLogLimit, put: putApiAuditLog });
}

/** `PUT /api/v1/clusters/{id}/kubelets` @returns 200 with what is kept of the file, or a problem. */
export async function handleClusterKubelets(request: Request, id: string, entry: ApiEntry): Promise<Response> {
  return ofCluster({ request, id, entry, limit: kubeletsLimit, put: putKubelets });
}

const documentQuery = z.object(uploadQuery);

/** `POST /api/v1/security-documents` @returns 200 with what was read, or a problem. */
export async function handleSecurityDocument(request: Request, entry: ApiEntry): Promise<Response> {
  return enter(request, entry, async (actor) => {
    if (actor === undefined) return problemResponse("unauthenticated");
    if (request.headers.has(idempotencyHeader)) return problemResponse({ code: "badRequest", issues: [streams] });
    const query = documentQuery.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!query.success) return problemResponse({ code: "badRequest", issues: issuesOf(query.error) });
    return reading(request, osvArchiveLimit, (chunks) =>
      uploadSecurityDocument(actor, { ...query.data, chunks }, entry.services),
    );
  });
}

/** `POST /api/v1/images/{id}/packs` @returns 200 with what of the evidence is about the image, or a problem. */
export async function handleEvidencePack(request: Request, id: string, entry: ApiEntry): Promise<Response> {
  return enter(request, entry, async (actor) => {
    if (actor === undefined) return problemResponse("unauthenticated");
    if (request.headers.has(idempotencyHeader)) return problemResponse({ code: "badRequest", issues: [streams] });
    const wish = packUploadSchema.safeParse({ ...Object.fromEntries(new URL(request.url).searchParams), id });
    if (!wish.success) return problemResponse("notFound");
    return reading(request, packLimit, (chunks) => uploadEvidencePack(actor, { ...wish.data, chunks }, entry.services));
  });
}

interface ClusterFile {
  readonly request: Request;
  readonly id: string;
  readonly entry: ApiEntry;
  /** Bytes. */
  readonly limit: number;
  readonly put: UseCase<{ readonly id: string; readonly chunks: AsyncIterable<Uint8Array> }, object>;
}

function ofCluster({ request, id, entry, limit, put }: ClusterFile): Promise<Response> {
  return enter(request, entry, async (actor) => {
    if (actor === undefined) return problemResponse("unauthenticated");
    if (request.headers.has(idempotencyHeader)) return problemResponse({ code: "badRequest", issues: [streams] });
    const cluster = byCluster.safeParse({ id });
    if (!cluster.success) return problemResponse("notFound");
    return reading(request, limit, (chunks) => put(actor, { ...cluster.data, chunks }, entry.services));
  });
}

const streams = { path: "Idempotency-Key", message: "The file streams and is not kept: send it without the key." };

async function reading(
  request: Request,
  limit: number,
  read: (chunks: AsyncIterable<Uint8Array>) => Promise<Outcome<object>>,
): Promise<Response> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return problemResponse("tooLarge");
  if (running >= mostAtOnce) return problemResponse(tooMany, { "retry-after": "5" });
  running += 1;
  try {
    const done = await read(request.body ?? Readable.from([]));
    if (!done.ok) return problemResponse(done.error);
    return Response.json(done.value, { headers: { "cache-control": "private, no-store" } });
  } finally {
    running -= 1;
  }
}

function issuesOf({ issues }: z.ZodError) {
  return issues.map(({ path, message }) => ({ path: path.join("."), message }));
}
