/** What changed between two scans of one cluster, by the core's diff, in pages. */
import type { Comparison } from "../../../contracts/findings.ts";
import { diffAssessments, type NotComparableReason } from "../../../core/findings/diff.ts";
import { severityRank } from "../../../core/findings/order.ts";
import type { Finding } from "../../../core/findings/verdict.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { decodeCursor, encodeCursor } from "../../database/cursor.ts";
import type { ComparisonSide } from "../../database/findings/findings.ts";
import type { FindingRow, ScanRow } from "../../database/rows.ts";
import { type Decisions, decisionsOf, findingView } from "../findings/finding-view.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { hasResults, standpoint } from "./scan-view.ts";
import { badCursor } from "./scans.ts";

type Change = "new" | "fixed" | "unchanged" | "notComparable";
type Entry = Comparison["items"][number];

export interface ComparisonQuery {
  readonly id: string;
  readonly with: string;
  readonly change?: Change;
  readonly cursor?: string;
  readonly limit: number;
}

const reasons: Readonly<Record<NotComparableReason, string>> = {
  anotherCluster: "The two scans looked at different clusters under the same registration.",
  checkNotRun: "One of the two scans did not run this check: it came with a later version of Drydock, or was left out.",
  checkChanged: "The meaning of this check changed between the two scans.",
  notAssessed: "One of the two scans could not assess this check.",
  lookedLess: "The scan without this finding did not see everything that it could be in.",
};

export const compareScans = defineUseCase<ComparisonQuery, Comparison>("report:read", async (actor, query, services) => {
  const from = query.cursor === undefined ? 0 : decodeCursor(query.cursor, ["number"])?.[0];
  if (typeof from !== "number" || from < 0) return refuse("badRequest", badCursor);
  const compared = await comparedScans(actor, { before: query.with, after: query.id }, services);
  if (!compared.ok) return compared;
  const { entries, before, after, comparable, reason, counts, unsure } = compared.value;
  const chosen = query.change === undefined ? entries : entries.filter((entry) => entry.change === query.change);
  const end = from + query.limit;
  const shown = chosen.slice(from, end);
  const decisions = await decisionsOf(
    actor.scope,
    shown.map(({ row }) => row),
    services,
    services.now(),
  );
  return ok({
    ...{ before, after, comparable, reason, counts, unsure: [...unsure] },
    items: shown.map((entry) => entryView(entry, decisions(entry.row))),
    next: end < chosen.length ? encodeCursor([end]) : undefined,
  });
});

/** A finding of one of the two scans, and what became of it. */
export interface Compared {
  readonly row: FindingRow;
  readonly change: Change;
  readonly reason: string | undefined;
}

export interface ComparedScans extends Omit<Comparison, "items" | "next"> {
  readonly clusterId: string;
  /** All of them, what is new and worst first. */
  readonly entries: readonly Compared[];
}

/** Compares two scans of one cluster, the older first however they are given. */
export async function comparedScans(
  { scope }: Pick<Actor, "scope">,
  { before: one, after: other }: { readonly before: string; readonly after: string },
  { repositories }: Pick<Services, "repositories">,
): Promise<Outcome<ComparedScans>> {
  const scans = await Promise.all([repositories.scans.get(scope, one), repositories.scans.get(scope, other)]);
  const [before, after] = scans[0] && scans[1] && scans[0].number > scans[1].number ? [scans[1], scans[0]] : scans;
  if (before === undefined || after === undefined) return refuse("notFound");
  if (before.clusterId !== after.clusterId) return refuse("notComparable");
  if (!hasResults(before) || !hasResults(after)) return refuse("scanIncomplete");
  const sides = await repositories.findings.comparison(scope, before.id, after.id);
  if (sides === undefined) return refuse("notFound");
  const entries = entriesOf(sides.before, sides.after);
  const sameCluster = identityOf(before) === identityOf(after);
  return ok({
    clusterId: before.clusterId,
    before: standpoint(before),
    after: standpoint(after),
    comparable: sameCluster,
    reason: sameCluster ? undefined : reasons.anotherCluster,
    counts: countChanges(entries),
    unsure: countReasons(entries),
    entries,
  });
}

function identityOf(scan: ScanRow): string {
  return scan.identity ?? scan.clusterId;
}

const order: readonly Change[] = ["new", "notComparable", "fixed", "unchanged"];

function entriesOf(before: ComparisonSide, after: ComparisonSide): Compared[] {
  const diff = diffAssessments(before.comparable, after.comparable);
  const [was, is] = [before, after].map((side) => new Map(side.findings.map((row) => [row.fingerprint, row])));
  const entries = (findings: readonly Finding[], rows: Map<string, FindingRow> | undefined, change: Change, reason?: string) =>
    findings.flatMap(({ fingerprint }) => {
      const row = rows?.get(fingerprint);
      return row ? [{ row, change, reason }] : [];
    });
  const unsure = diff.notComparable.flatMap((check) => [
    ...entries(check.before, was, "notComparable", reasons[check.reason]),
    ...entries(check.after, is, "notComparable", reasons[check.reason]),
  ]);
  const all = [
    ...entries(diff.new, is, "new"),
    ...unsure,
    ...entries(diff.fixed, was, "fixed"),
    ...entries(diff.unchanged, is, "unchanged"),
  ];
  return all.sort(
    (a, b) => order.indexOf(a.change) - order.indexOf(b.change) || severityRank(a.row.severity) - severityRank(b.row.severity),
  );
}

function entryView({ row, change, reason }: Compared, decisions: Decisions): Entry {
  const { state: _state, ...finding } = findingView(row, decisions);
  return { ...finding, change, reason };
}

function countReasons(entries: readonly Compared[]): Comparison["unsure"] {
  const counts = new Map<string, number>();
  for (const { reason } of entries) if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, findings]) => ({ reason, findings })).sort((a, b) => b.findings - a.findings);
}

function countChanges(entries: readonly Compared[]): Comparison["counts"] {
  const counts = { new: 0, fixed: 0, unchanged: 0, notComparable: 0 };
  for (const { change } of entries) counts[change] += 1;
  return counts;
}
