/** Reads the audit log: in pages, and as a whole for a file. */
import type { z } from "zod";
import type { AuditEntry, AuditExportQuery, AuditPage, AuditQuery, auditActorsSchema } from "../../../contracts/audit.ts";
import { type AuditActionFields, auditActions } from "../../../contracts/audit-actions.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { AuditFilter, AuditRow } from "../../database/audit.ts";
import { type Columns, csvHead, csvRows, csvType } from "../../export/csv.ts";
import { jsonText, jsonType } from "../../export/json.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { record } from "./audit.ts";

export const listAudit = defineUseCase<AuditQuery, AuditPage>(
  "audit:read",
  async ({ scope }, { limit, cursor, ...filter }, { repositories }) => {
    const page = await repositories.audit.list(scope, { ...filterOf(filter), limit, cursor });
    if (page === undefined) return refuse("badRequest", { issues: [{ path: "cursor", message: "This is no cursor of ours." }] });
    return ok({ items: page.items.map(entryView), ...(page.next && { next: page.next }) });
  },
);

export const auditActors = defineUseCase<unknown, z.infer<typeof auditActorsSchema>>(
  "audit:read",
  async ({ scope }, _input, { repositories }) => ok({ items: await repositories.audit.actors(scope) }),
);

function filterOf({ q, actor, action, cluster, from, to }: Omit<AuditQuery, "limit" | "cursor">): AuditFilter {
  return {
    text: q,
    actorId: actor,
    actions: action,
    clusterId: cluster,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}

const table: Readonly<Record<string, AuditActionFields>> = auditActions;
type Values = AuditEntry["facts"];

function entryView({ id, at, actorId, actorName, action, clusterId, cluster, subject, detail }: AuditRow): AuditEntry {
  const { before, after, token, ...facts } = detail;
  return {
    id,
    at: at.toISOString(),
    actor: { name: actorName, ...(actorId && { id: actorId }), ...(typeof token === "string" && { token }) },
    action,
    says: table[action]?.says ?? action,
    ...(clusterId && { cluster: { id: clusterId, ...(cluster && { name: cluster }) } }),
    ...(subject && { subject }),
    facts: facts as Values,
    ...(before ? { before: before as Values } : {}),
    ...(after ? { after: after as Values } : {}),
  };
}

export interface AuditFile {
  readonly fileName: string;
  /** Media type. */
  readonly type: string;
  /** In pieces, read from the database as they are taken. */
  readonly texts: AsyncGenerator<string, void>;
}

export const exportAudit = defineUseCase<AuditExportQuery, AuditFile>(
  "audit:read",
  async (actor, { format, ...filter }, services) => {
    await record(services.repositories, actor, { action: "audit.export", detail: { format } });
    const fileName = `drydock-audit-${services.now().toISOString().slice(0, 10)}.${format}`;
    const pages = pagesOf(actor, filterOf(filter), services);
    return ok({
      fileName,
      ...(format === "csv" ? { type: csvType, texts: csv(pages) } : { type: jsonType, texts: json(pages) }),
    });
  },
);

const pageSize = 1000;

/** From the newest entry back in time: what is added meanwhile is not read, and no page is read twice. */
async function* pagesOf(
  { scope }: Actor,
  filter: AuditFilter,
  { repositories }: Services,
): AsyncGenerator<readonly AuditEntry[]> {
  let cursor: string | undefined;
  do {
    const page = await repositories.audit.list(scope, { ...filter, limit: pageSize, cursor });
    if (page === undefined) throw new Error("the audit log did not know its own cursor");
    yield page.items.map(entryView);
    cursor = page.next;
  } while (cursor !== undefined);
}

const cells = (values: Values | undefined) => (values === undefined ? undefined : JSON.stringify(values));
const columns: Columns<AuditEntry> = {
  at: ({ at }) => at,
  actor: ({ actor }) => actor.name,
  actor_id: ({ actor }) => actor.id,
  token: ({ actor }) => actor.token,
  action: ({ action }) => action,
  cluster: ({ cluster }) => cluster?.name,
  cluster_id: ({ cluster }) => cluster?.id,
  subject: ({ subject }) => subject,
  facts: ({ facts }) => cells(facts),
  before: ({ before }) => cells(before),
  after: ({ after }) => cells(after),
};

async function* csv(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for await (const page of pages) yield csvRows(columns, page);
}

async function* json(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string, void> {
  let before = "[\n";
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield before + page.map(jsonText).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]\n" : "\n]\n";
}
