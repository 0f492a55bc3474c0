/** What changed between two scans of one cluster, in pages. */
import type { Comparison } from "../../../contracts/findings.ts";
import type { Change } from "../../../contracts/views.ts";
import type { NotComparableReason } from "../../../core/findings/diff.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ChangedFinding, ChangeGroup, ChangePageRequest } from "../../database/findings/changes.ts";
import type { ScanRow } from "../../database/rows.ts";
import { type Decisions, decisionsOf, findingView } from "../findings/finding-view.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { hasResults, standpoint } from "./scan-view.ts";
import { badCursor } from "./scans.ts";

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
  notAsked: "One of the two scans did not ask this: the assertion was made, changed or removed between them.",
  lookedLess: "The scan without this finding did not see everything that it could be in.",
};

/** @returns a reason as a sentence. */
export function reasonWords(reason: NotComparableReason | undefined): string | undefined {
  return reason && reasons[reason];
}

export const compareScans = defineUseCase<ComparisonQuery, Comparison>("report:read", async (actor, query, services) => {
  const { change, limit, cursor } = query;
  const compared = await comparedScans(actor, { before: query.with, after: query.id, change, limit, from: { cursor } }, services);
  if (!compared.ok) return compared;
  const { items, next, clusterId: _cluster, ...head } = compared.value;
  const decisions = await decisionsOf(
    actor.scope,
    items.map(({ row }) => row),
    services,
    services.now(),
  );
  return ok({ ...head, items: items.map((entry) => entryView(entry, decisions(entry.row))), next });
});

/** A finding of one of the two scans, and what became of it. */
export interface Compared extends Pick<ChangedFinding, "row" | "change"> {
  readonly reason: string | undefined;
}

export interface ComparedScans extends Omit<Comparison, "items" | "next"> {
  readonly clusterId: string;
  /** A page of them, what is new and worst first. */
  readonly items: readonly Compared[];
  readonly next?: string | undefined;
}

export interface ScanPair {
  readonly before: ScanRow;
  readonly after: ScanRow;
}

type Reader = Pick<Actor, "scope">;
type Means = Pick<Services, "repositories">;

/** @returns two scans of one cluster that both have results, the older first however they are given. */
export async function scanPair(
  { scope }: Reader,
  { before: one, after: other }: { readonly before: string; readonly after: string },
  { repositories }: Means,
): Promise<Outcome<ScanPair>> {
  const scans = await Promise.all([repositories.scans.get(scope, one), repositories.scans.get(scope, other)]);
  const [before, after] = scans[0] && scans[1] && scans[0].number > scans[1].number ? [scans[1], scans[0]] : scans;
  if (before === undefined || after === undefined) return refuse("notFound");
  if (before.clusterId !== after.clusterId) return refuse("notComparable");
  if (!hasResults(before) || !hasResults(after)) return refuse("scanIncomplete");
  return ok({ before, after });
}

/** Compares two scans of one cluster. */
export async function comparedScans(
  reader: Reader,
  { before: one, after: other, ...request }: ChangePageRequest & { readonly before: string; readonly after: string },
  { repositories, memory }: Pick<Services, "repositories" | "memory">,
): Promise<Outcome<ComparedScans>> {
  const pair = await scanPair(reader, { before: one, after: other }, { repositories });
  if (!pair.ok) return pair;
  const { before, after } = pair.value;
  const found = await repositories.findings.comparison(
    reader.scope,
    { before: before.id, after: after.id },
    { ...request, remember: (key, make) => memory.get(key, make) },
  );
  if (found === undefined) return refuse("notFound");
  if (found.page === undefined) return refuse("badRequest", badCursor);
  return ok({
    clusterId: before.clusterId,
    before: standpoint(before),
    after: standpoint(after),
    ...comparability(found.sameCluster),
    counts: countChanges(found.groups),
    unsure: countReasons(found.groups),
    items: found.page.items.map(({ row, change, reason }) => ({ row, change, reason: reasonWords(reason) })),
    next: found.page.next,
  });
}

/** @returns whether two scans looked at one cluster, and a sentence where they did not. */
export function comparability(sameCluster: boolean): Pick<Comparison, "comparable" | "reason"> {
  return { comparable: sameCluster, reason: sameCluster ? undefined : reasons.anotherCluster };
}

function entryView({ row, change, reason }: Compared, decisions: Decisions): Entry {
  const { state: _state, ...finding } = findingView(row, decisions);
  return { ...finding, change, reason };
}

function countReasons(groups: readonly ChangeGroup[]): Comparison["unsure"] {
  const counts = new Map<string, number>();
  for (const { reason, n } of groups) if (reason) counts.set(reasons[reason], (counts.get(reasons[reason]) ?? 0) + n);
  return [...counts].map(([reason, findings]) => ({ reason, findings })).sort((a, b) => b.findings - a.findings);
}

/** @returns how many findings changed in each way. */
export function countChanges(groups: readonly Pick<ChangeGroup, "change" | "n">[]): Comparison["counts"] {
  const counts = { new: 0, fixed: 0, unchanged: 0, notComparable: 0 };
  for (const { change, n } of groups) counts[change] += n;
  return counts;
}
