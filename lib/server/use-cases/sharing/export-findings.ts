/** Exports of findings, and of what changed between two scans. */
import type { ExportFormat } from "../../../contracts/export-formats.ts";
import { type ExportQuery, leftOutHeader } from "../../../contracts/exports.ts";
import { severityRank } from "../../../core/findings/order.ts";
import { compareText } from "../../../core/inventory/gap.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ExportedScan, ExportOrder } from "../../database/findings/finding-export.ts";
import { type Entry, type EntryGroup, type FindingsContent, severityOf } from "../../export/findings/content.ts";
import { findingsCsv } from "../../export/findings/csv.ts";
import { findingsJson } from "../../export/findings/json.ts";
import { findingsJunit } from "../../export/findings/junit.ts";
import { findingsSarif, sarifPlan } from "../../export/sarif/log.ts";
import { type Decisions, decisionsOf } from "../findings/finding-view.ts";
import { filterOf } from "../findings/findings.ts";
import { type Outcome, refuse } from "../outcome.ts";
import { type Compared, comparedScans } from "../scans/comparison.ts";
import type { Services } from "../services.ts";
import type { Made } from "./exports.ts";

const writers = { csv: findingsCsv, json: findingsJson, sarif: findingsSarif, junit: findingsJunit };

/** @returns how rows must come for a format. */
function orderFor(format: ExportFormat, sort: ExportQuery<"findings">["sort"]): ExportOrder {
  if (format === "sarif") return "scan";
  return format === "junit" ? "checkOfScan" : sort;
}

export async function exportFindings(actor: Actor, query: ExportQuery<"findings">, services: Services): Promise<Outcome<Made>> {
  const { repositories, now, version } = services;
  const { format, sort, fingerprint, life = "all", ...rest } = query;
  const at = now();
  const filter = { ...filterOf({ ...rest, life }, at), ...(fingerprint && { fingerprints: fingerprint }) };
  const found = await repositories.exports.findings(actor.scope, filter, {
    order: orderFor(format, sort),
    figures: format === "sarif" || format === "junit",
    at,
  });
  const { scans, groups, batches, close } = found;
  if (query.scan !== undefined && scans.length === 0) {
    close();
    return refuse("notFound");
  }
  const { scan: _scan, cluster: _cluster, ...narrowing } = rest;
  const content: FindingsContent = {
    ...{ kind: "findings", exportedAt: at.toISOString(), version, scans, groups, batches },
    filter: filterWords({
      ...narrowing,
      life: query.life,
      ...(fingerprint && { fingerprint: [`${fingerprint.length} chosen`] }),
    }),
  };
  return ok({ ...madeOf(content, format), scope: scopeWords(scans), clusterId: onlyCluster(scans), close });
}

function madeOf(content: FindingsContent, format: ExportFormat): Pick<Made, "texts" | "headers"> {
  const left = format === "sarif" ? sarifPlan(content).left : 0;
  return { texts: writers[format](content), headers: left > 0 ? { [leftOutHeader]: String(left) } : {} };
}

/** @returns what narrows, each as a list; what does not is left out. */
export function filterWords(
  filter: Readonly<Record<string, readonly string[] | string | undefined>>,
): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([name, given]) =>
      given === undefined || given.length === 0 ? [] : [[name, [given].flat()]],
    ),
  );
}

/** @returns a word for the file's name: the one cluster, or how many. */
function scopeWords(scans: readonly Pick<ExportedScan, "cluster" | "number">[]): string {
  const [only, ...others] = scans;
  if (only === undefined) return "nothing";
  return others.length === 0 ? `${only.cluster}-scan-${only.number}` : `${scans.length}-clusters`;
}

function onlyCluster(scans: readonly Pick<ExportedScan, "clusterId">[]): string | undefined {
  const ids = new Set(scans.map(({ clusterId }) => clusterId));
  return ids.size === 1 ? [...ids][0] : undefined;
}

export async function exportComparison(
  actor: Actor,
  query: ExportQuery<"comparison">,
  services: Services,
): Promise<Outcome<Made>> {
  const compared = await comparedScans(actor, query, services);
  if (!compared.ok) return compared;
  const { entries, before, after, comparable, reason, counts, clusterId } = compared.value;
  const { repositories, now, version } = services;
  const at = now();
  const { format, change } = query;
  const both = await repositories.exports.scans(actor.scope, [before.scanId, after.scanId]);
  const scans = both.toSorted((a, b) => a.number - b.number);
  const last = scans.at(-1);
  if (last === undefined) return refuse("notFound");
  // One run, one gate: both are about the later scan.
  const oneScan = format === "sarif" || format === "junit";
  const chosen = change === undefined ? entries : entries.filter((entry) => entry.change === change);
  const sorted = sortedFor(format, chosen);
  const decisions = await decisionsOf(
    actor.scope,
    sorted.map(({ row }) => row),
    services,
    at,
  );
  const rows = sorted.map((entry) => entryOf(entry, decisions(entry.row), oneScan ? last.id : entry.row.scanId));
  const content: FindingsContent = {
    ...{ kind: "comparison", exportedAt: at.toISOString(), version },
    scans: oneScan ? [last] : scans,
    filter: filterWords({ change }),
    groups: groupsOf(rows),
    comparison: { before: before.scanId, after: after.scanId, comparable, reason, counts },
    batches: inBatches(format === "sarif" ? rows.filter(seenAfter(last.id, chosen)) : rows),
  };
  const scope = `${last.cluster}-scan-${before.number}-to-${after.number}`;
  return ok({ ...madeOf(content, format), scope, clusterId, close: () => undefined });
}

/** What the later scan does not have is no result of it, unless it is known to be fixed. */
function seenAfter(after: string, entries: readonly Compared[]): (entry: Entry) => boolean {
  const seen = new Set(
    entries.flatMap(({ row, change }) => (change === "fixed" || row.scanId === after ? [row.fingerprint] : [])),
  );
  return ({ fingerprint }) => seen.has(fingerprint);
}

function sortedFor(format: ExportFormat, entries: readonly Compared[]): readonly Compared[] {
  const severity = (a: Compared, b: Compared) => severityRank(a.row.severity) - severityRank(b.row.severity);
  if (format === "sarif") return entries.toSorted(severity);
  if (format !== "junit") return entries;
  return entries.toSorted(
    (a, b) => compareText(a.row.pillar, b.row.pillar) || compareText(a.row.checkId, b.row.checkId) || severity(a, b),
  );
}

function entryOf({ row, change, reason }: Compared, { holding, assigned }: Decisions, scanId: string): Entry {
  const { fingerprint, clusterId, checkId, pillar, responsible, message, title, state, at } = row;
  return {
    ...{ scanId, fingerprint, clusterId, checkId, pillar, responsible, message, title, state, change, changeReason: reason },
    severity: severityRank(row.severity),
    ...{ resource: at.resource, kind: at.kind, name: at.name, namespace: at.namespace ?? null, path: at.path ?? null },
    firstSeenAt: row.firstSeenAt.toISOString(),
    waiverId: holding?.waiverId ?? null,
    waiver: holding?.name ?? null,
    waiverReason: holding?.reason ?? null,
    waiverOwner: holding?.owner ?? null,
    waiverBy: holding?.createdBy ?? null,
    waiverTicket: holding?.ticket ?? null,
    waiverSince: holding?.createdAt.toISOString() ?? null,
    waiverUntil: holding?.expiresAt.toISOString() ?? null,
    assigneeId: assigned?.id ?? null,
    assignee: assigned?.name ?? null,
  };
}

function groupsOf(entries: readonly Entry[]): EntryGroup[] {
  const keyOf = ({ scanId, checkId, severity, waiverId, change }: Entry) =>
    JSON.stringify([scanId, checkId, severity, waiverId !== null, change]);
  return [...Map.groupBy(entries, keyOf).values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { scanId, checkId, change, waiverId } = first;
    return [{ scanId, checkId, change, waived: waiverId !== null, severity: severityOf(first), n: same.length }];
  });
}

const batchSize = 1_000;

async function* inBatches<T>(rows: readonly T[]): AsyncGenerator<readonly T[], void> {
  for (let from = 0; from < rows.length; from += batchSize) yield rows.slice(from, from + batchSize);
}
