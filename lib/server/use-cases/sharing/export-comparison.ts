/** Exports of what changed between two scans. */
import type { ExportFormat } from "../../../contracts/export-formats.ts";
import type { ExportQuery } from "../../../contracts/exports.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ChangeExportOrder, ExportedChange } from "../../database/findings/change-export.ts";
import { changeOf } from "../../database/findings/changes.ts";
import type { ExportedScan } from "../../database/findings/finding-export.ts";
import type { Entry, FindingsContent } from "../../export/findings/content.ts";
import { type Outcome, refuse } from "../outcome.ts";
import { comparability, countChanges, reasonWords, scanPair } from "../scans/comparison.ts";
import type { Services } from "../services.ts";
import { filterWords, madeOf } from "./export-findings.ts";
import type { Made } from "./exports.ts";

const orders: Readonly<Record<ExportFormat, ChangeExportOrder>> = {
  csv: "change",
  json: "change",
  sarif: "severity",
  junit: "check",
};

export async function exportComparison(
  actor: Actor,
  { before: one, after: other, format, change }: ExportQuery<"comparison">,
  services: Services,
): Promise<Outcome<Made>> {
  const { repositories, now, version } = services;
  const pair = await scanPair(actor, { before: one, after: other }, services);
  if (!pair.ok) return pair;
  const { before, after } = pair.value;
  const at = now();
  // One run, one gate: both are about the later scan.
  const oneScan = format === "sarif" || format === "junit";
  // What the later scan does not have is no result of it, unless it is known to be fixed.
  const filter = { change, ofLater: format === "sarif" };
  const reading = { filter, order: orders[format], at, figures: oneScan };
  const found = await repositories.exports.changes(actor.scope, { before: before.id, after: after.id }, reading);
  if (found === undefined) return refuse("notFound");
  const { sameCluster, scans, all, groups, batches, close } = found;
  const standsFor = oneScan ? after.id : undefined;
  const content: FindingsContent = {
    ...{ kind: "comparison", exportedAt: at.toISOString(), version },
    scans: oneScan ? [laterScan(scans)] : scans,
    filter: filterWords({ change }),
    groups: groups.map((group) => ({ ...group, scanId: standsFor ?? group.scanId })),
    comparison: { before: before.id, after: after.id, ...comparability(sameCluster), counts: countChanges(all) },
    batches: entriesOf(batches, standsFor),
  };
  const scope = `${after.cluster}-scan-${before.number}-to-${after.number}`;
  return ok({ ...madeOf(content, format), scope, clusterId: after.clusterId, close });
}

/** The later scan stands for both, with the checks that only the earlier one ran and that found something. */
function laterScan(scans: readonly ExportedScan[]): ExportedScan {
  const [before, after] = scans;
  if (before === undefined || after === undefined) throw new Error("A comparison has two sides.");
  const ran = new Set(after.checks.map(({ checkId }) => checkId));
  const dropped = before.checks.filter(({ checkId, verdict }) => verdict === "fail" && !ran.has(checkId));
  return { ...after, checks: [...after.checks, ...dropped] };
}

/** @param standsFor the scan that all of them are told of, where there is one. */
async function* entriesOf(
  batches: AsyncIterable<readonly ExportedChange[]>,
  standsFor: string | undefined,
): AsyncGenerator<readonly Entry[], void> {
  for await (const rows of batches)
    yield rows.map(({ rank, unsure, ...finding }): Entry => {
      const { change, reason } = changeOf(rank, unsure);
      return { ...finding, scanId: standsFor ?? finding.scanId, change, changeReason: reasonWords(reason) };
    });
}
