/** Scans: start, follow, cancel, and read what one saw. */
import type { ScanDetail, ScanSummary } from "../../../contracts/scans.ts";
import { ok } from "../../../core/result.ts";
import type { CheckRow, LookRow } from "../../database/rows.ts";
import { seesAllOf } from "../../database/scope.ts";
import { noCounts } from "../../database/waivers/waiver-counts.ts";
import { grantFor } from "../access/grant.ts";
import { record } from "../audit/audit.ts";
import { checkTitle } from "../findings/finding-view.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { scanView } from "./scan-view.ts";

export interface ScanId {
  readonly id: string;
}

export const startScan = defineUseCase<ScanId, ScanSummary>("scan:run", async (actor, { id }, { repositories }) => {
  const cluster = await repositories.clusters.get(actor.scope, id);
  if (cluster === undefined) return refuse("notFound");
  if (cluster.kind === "snapshot" || cluster.kind === "sample") return refuse("noLiveConnection");
  const started = await repositories.scans.start(actor.scope, { clusterId: id, trigger: "manual", requestedBy: actor.name });
  if (!started.ok) return refuse(started.error.code);
  await record(repositories, actor, {
    action: "scan.start",
    clusterId: id,
    subject: started.value.id,
    detail: { number: started.value.number },
  });
  return ok(scanView(started.value));
});

export interface ScanQuery {
  readonly cluster?: string;
  readonly cursor?: string;
  readonly limit: number;
}

export const listScans = defineUseCase<ScanQuery, { items: ScanSummary[]; next?: string }>(
  "report:read",
  async ({ scope }, { cluster, cursor, limit }, { repositories }) => {
    const page = await repositories.scans.list(scope, { clusterId: cluster, cursor, limit });
    if (page === undefined) return refuse("badRequest", badCursor);
    return ok({ items: page.items.map((scan) => scanView(scan)), next: page.next });
  },
);

/** The answer to a cursor that no page of this list gave. */
export const badCursor = { issues: [{ path: "cursor", message: "This is not a cursor of this list." }] };

export const getScan = defineUseCase<ScanId, ScanDetail>("report:read", async ({ scope }, { id }, services) => {
  const { repositories } = services;
  const scan = await repositories.scans.get(scope, id);
  if (scan === undefined) return refuse("notFound");
  const [looks, results, waived] = await Promise.all([
    repositories.scans.looks(scope, id),
    repositories.scans.results(scope, id),
    repositories.waivers.waivedCounts(scope, [id], services.now()),
  ]);
  return ok({
    ...scanView(scan, scan.counts && (waived.get(id) ?? noCounts)),
    progress: scan.progress && { ...scan.progress },
    looks: looks.map(lookView),
    checks: results.map(checkView),
    grant: grantFor(looks),
    identity: seesAllOf(scope, scan.clusterId) ? scan.identity : undefined,
  });
});

function lookView({ resource, apiVersion, state, items, gaps }: LookRow): ScanDetail["looks"][number] {
  return { resource, apiVersion, state, items, gaps: [...gaps] };
}

function checkView({ checkId, pillar, verdict, findings, reason, gaps }: CheckRow): ScanDetail["checks"][number] {
  return { checkId, title: checkTitle(checkId), pillar, verdict, findings, reason, gaps: [...gaps] };
}

export const cancelScan = defineUseCase<ScanId, ScanSummary>("scan:run", async (actor, { id }, { repositories }) => {
  const before = await repositories.scans.get(actor.scope, id);
  if (before === undefined) return refuse("notFound");
  if (before.state !== "queued" && before.state !== "running") return refuse("scanNotActive");
  const scan = await repositories.scans.requestCancel(actor.scope, id);
  if (scan === undefined) return refuse("notFound");
  await record(repositories, actor, {
    action: "scan.cancel",
    clusterId: scan.clusterId,
    subject: id,
    detail: { number: scan.number },
  });
  return ok(scanView(scan));
});
