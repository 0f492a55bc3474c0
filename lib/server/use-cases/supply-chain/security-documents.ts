/** Documents about images: uploaded by people, seen by whoever sees the images run. */
import {
  documentUploadLimit,
  type SecurityDocumentList,
  type SecurityDocumentParts,
  type SecurityDocumentView,
  type UploadedDocuments,
} from "../../../contracts/vulnerabilities.ts";
import { ok } from "../../../core/result.ts";
import type { SecurityDocument } from "../../../core/supply-chain/documents/document.ts";
import type { Actor } from "../../auth/actor.ts";
import type { DocumentRow } from "../../database/supply-chain/security-documents.ts";
import { type ReadUpload, readUpload } from "../../supply-chain/read-upload.ts";
import { begun } from "../../text/read-lines.ts";
import { isZip } from "../../text/read-zip.ts";
import { record } from "../audit/audit.ts";
import { onlyAll } from "../clusters/clusters.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { heldToday } from "./held-to.ts";
import { clairView, operatorView } from "./operator-views.ts";
import { importOsvAdvisories, importOsvArchive, osvView } from "./osv-dumps.ts";
import { listsView, originView } from "./vulnerability-views.ts";

export const listSecurityDocuments = defineUseCase<object | undefined, SecurityDocumentList>(
  "report:read",
  async ({ scope }, _input, services) => {
    const { repositories } = services;
    const [{ documents, total }, operators, clair, lists, dumps, compared] = await Promise.all([
      repositories.securityDocuments.list(scope, await heldToday(services)),
      repositories.operatorReports.list(scope),
      repositories.clairLooks.counts(scope),
      repositories.vulnerabilityLists.get(scope),
      repositories.osvDumps.list(scope),
      repositories.osvDumps.coverage(scope),
    ]);
    return ok({
      ...{ documents: documents.map(documentView), total, operators: operators.map(operatorView), clair: clairView(clair) },
      ...{ osv: osvView(dumps, compared), ...listsView(lists) },
    });
  },
);

interface OfDocument {
  readonly id: string;
}

export const getSecurityDocument = defineUseCase<OfDocument, SecurityDocumentParts>(
  "report:read",
  async ({ scope }, { id }, services) => {
    const found = await services.repositories.securityDocuments.get(scope, id, await heldToday(services));
    if (found === undefined) return refuse("notFound");
    const parts = found.parts.map(({ name, version, type, licences }) => ({
      ...{ name, licences: [...licences] },
      ...(version !== null && { version }),
      ...(type !== null && { type }),
    }));
    return ok({ document: documentView(found.row), parts, secrets: [...(found.body.secrets ?? [])] });
  },
);

export interface DocumentUpload {
  readonly fileName: string;
  readonly digest?: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

export const uploadSecurityDocument = defineUseCase<DocumentUpload, UploadedDocuments>(
  "scan:run",
  async (actor, upload, services) => {
    if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
    const { beginning, whole } = await begun(upload.chunks, 4);
    if (isZip(beginning)) return importOsvArchive(actor, { fileName: upload.fileName, chunks: whole }, services);
    const read = await readUpload(whole, documentUploadLimit);
    if (!read.ok) {
      const { code, message: detail, remedy } = read.error;
      return refuse(code === "tooLarge" ? "tooLarge" : "badRequest", { detail, remedy });
    }
    if (read.value.kind === "osv") return importOsvAdvisories(actor, { fileName: upload.fileName, ...read.value }, services);
    if (read.value.kind === "documents") return storeDocuments(actor, { ...upload, read: read.value }, services);
    return storeList(actor, read.value, services);
  },
);

type Documents = Extract<ReadUpload, { kind: "documents" }>;

async function storeDocuments(
  actor: Actor,
  { fileName, digest, read }: DocumentUpload & { readonly read: Documents },
  { repositories, now }: Services,
): Promise<Outcome<UploadedDocuments>> {
  const homeless = read.documents.find((one) => needsDigest(one) && digest === undefined);
  if (homeless !== undefined) return refuse("badRequest", { issues: [{ path: "digest", message: noDigest }] });
  if (digest !== undefined && read.documents.some(({ subject }) => contradicts(subject.digests, digest)))
    return refuse("badRequest", { issues: [{ path: "digest", message: otherDigest }] });
  const stored = await repositories.securityDocuments.put(actor.scope, {
    ...{ fileKey: `${read.sha256} ${digest ?? ""}`, fileName, uploadedBy: actor.name, uploadedAt: now() },
    documents: read.documents.map((document) => ({ document, ...(digest !== undefined && { given: digest }) })),
  });
  if (!stored) return refuse("forbidden", onlyAll);
  const sum = (count: (one: SecurityDocument) => number | undefined) =>
    read.documents.reduce((total, one) => total + (count(one) ?? 0), 0);
  const counts = {
    documents: read.documents.length,
    components: sum(({ components }) => components?.length),
    vulnerabilities: sum(({ vulnerabilities }) => vulnerabilities?.length),
    statements: sum(({ statements }) => statements?.length),
  };
  const format = read.documents[0]?.format ?? "";
  await record(repositories, actor, { action: "document.upload", subject: fileName, detail: { format, ...counts, digest } });
  return ok({ ...counts, notes: [...new Set(read.documents.flatMap(({ notes }) => notes))].slice(0, 20) });
}

/** Statements name their products; everything else is about one image. */
function needsDigest({ subject, components, vulnerabilities, secrets }: SecurityDocument): boolean {
  const ofImage = components !== undefined || vulnerabilities !== undefined || secrets !== undefined;
  return ofImage && subject.digests.length === 0 && subject.place === undefined;
}

/** A document that names the image's digests is believed: a person cannot move it to another image by mistake. */
function contradicts(digests: readonly string[], digest: string): boolean {
  return digests.length > 0 && !digests.includes(digest);
}

const noDigest = "The document does not say which image it is about. Give the image's digest.";
const otherDigest = "The document names other digests. It is about another image.";

async function storeList(
  actor: Actor,
  read: Exclude<ReadUpload, { kind: "documents" | "osv" }>,
  { repositories, now }: Services,
): Promise<Outcome<UploadedDocuments>> {
  const { vulnerabilityLists } = repositories;
  const loaded = { loadedBy: actor.name, loadedAt: now() };
  const dated = read.kind === "kev" ? read.list.releasedAt : read.file.scoredAt;
  const version = read.kind === "kev" ? read.list.version : read.file.model;
  const head = { ...loaded, ...(dated !== undefined && { datedAt: new Date(dated) }), ...(version !== undefined && { version }) };
  const entries = read.kind === "kev" ? read.list.entries.length : read.scores.length;
  const stored =
    read.kind === "kev"
      ? await vulnerabilityLists.putKev(actor.scope, head, read.list.entries)
      : await vulnerabilityLists.putEpss(actor.scope, head, read.scores);
  if (!stored) return refuse("forbidden", onlyAll);
  await record(repositories, actor, { action: "document.list", subject: read.kind, detail: { entries, version } });
  const unread = read.kind === "epss" ? read.file.unreadable : 0;
  const notes = unread === 0 ? [] : [`${unread} lines hold no score and were not read.`];
  return ok({ documents: 0, components: 0, vulnerabilities: 0, statements: 0, list: read.kind, entries, notes });
}

export const removeSecurityDocument = defineUseCase<OfDocument, undefined>("scan:run", async (actor, { id }, services) => {
  const { repositories } = services;
  const found = await repositories.securityDocuments.get(actor.scope, id, await heldToday(services));
  if (found === undefined) return refuse("notFound");
  if (found.row.origin !== "upload") return refuse("badRequest", refusals[found.row.origin]);
  if (!(await repositories.securityDocuments.remove(actor.scope, id))) return refuse("forbidden", onlyAll);
  await record(repositories, actor, {
    action: "document.remove",
    subject: found.row.fileName,
    detail: { format: found.row.format },
  });
  return ok(undefined);
});

const refusals = {
  attestation: {
    detail: "It is attested beside its image, and follows what lies there.",
    remedy: "Remove the attestation where it lies.",
  },
  cluster: {
    detail: "Trivy Operator reports it in a cluster.",
    remedy: "Delete the report there: the next scan that looks ends it here.",
  },
  osv: {
    detail: "It says what imported advisories say of a bill of materials, and follows both.",
    remedy: "Remove the bill of materials, or the advisories that were imported.",
  },
  clair: {
    detail: "Clair gave it, and it follows what Clair says.",
    remedy: "Delete the manifest in Clair, or ask Clair no more under Settings, Forges.",
  },
} as const;

function documentView(row: DocumentRow): SecurityDocumentView {
  const { origin, state, stateReason, signerName, uploadedBy, cluster, stale, ...columns } = row;
  const known = Object.entries(columns).filter(([, value]) => value !== null);
  const { digests, names, notes, at, uploadedAt } = columns;
  return {
    ...(Object.fromEntries(known) as Omit<SecurityDocumentView, "at" | "uploadedAt" | "from">),
    ...{ digests: [...digests], names: [...names], notes: [...notes] },
    from: originView({ origin, state, stateReason, signerName, uploadedBy, cluster, stale }),
    ...{ at: at.toISOString(), uploadedAt: uploadedAt.toISOString() },
  };
}
