/** Who gained or lost what between two scans of one cluster, in effective permissions. */
import type { AccessChanges } from "../../../contracts/access/changes.ts";
import { type AccessDifference, diffAccessInSteps } from "../../../core/rbac/difference/difference.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { decodeCursor, encodeCursor } from "../../database/cursor.ts";
import type { ScanRow } from "../../database/rows.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { hasResults, standpoint } from "../scans/scan-view.ts";
import { badCursor } from "../scans/scans.ts";
import type { Services } from "../services.ts";
import { accessOf } from "./access-index.ts";
import { type ChangesFilter, countChanges, filterChanges, subjectChangesView } from "./change-views.ts";
import { inTurns } from "./in-turns.ts";

export interface ChangesQuery extends ChangesFilter {
  readonly id: string;
  readonly with?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

const reasons = {
  noEarlier: "There is no earlier scan with results of this cluster.",
  notKept: "The scan before this one is not kept any more.",
  anotherCluster: "The two scans looked at different clusters under the same registration.",
} as const;

export const listAccessChanges = defineUseCase<ChangesQuery, AccessChanges>("report:read", async (actor, query, services) => {
  const from = query.cursor === undefined ? 0 : decodeCursor(query.cursor, ["number"])?.[0];
  if (typeof from !== "number" || from < 0) return refuse("badRequest", badCursor);
  const compared = await comparedAccess(actor, query, services);
  if (!compared.ok) return compared;
  const { before, after, difference, reason } = compared.value;
  const chosen = difference ? filterChanges(difference, query) : [];
  const end = from + query.limit;
  return ok({
    ...(before && { before: standpoint(before) }),
    after: standpoint(after),
    comparable: difference !== undefined,
    ...(reason !== undefined && { reason }),
    complete: difference?.complete ?? false,
    gaps: { before: [...(difference?.gaps.before ?? [])], after: [...(difference?.gaps.after ?? [])] },
    counts: countChanges(chosen),
    items: chosen.slice(from, end).map(subjectChangesView),
    ...(end < chosen.length && { next: encodeCursor([end]) }),
  });
});

export interface ComparedAccess {
  readonly before: ScanRow | undefined;
  readonly after: ScanRow;
  /** Absent where the two cannot be compared. */
  readonly difference: AccessDifference | undefined;
  readonly reason: string | undefined;
}

/** @returns the difference of two scans of one cluster, the older first however they are given; without one, since the scan before. */
export async function comparedAccess(
  actor: Actor,
  { id, with: other }: { readonly id: string; readonly with?: string | undefined },
  services: Services,
): Promise<Outcome<ComparedAccess>> {
  const { scans } = services.repositories;
  const one = await scans.get(actor.scope, id);
  const two = other === undefined ? await scans.previous(actor.scope, id) : await scans.get(actor.scope, other);
  if (one === undefined || (other !== undefined && two === undefined)) return refuse("notFound");
  if (!hasResults(one)) return refuse("scanIncomplete");
  if (two === undefined) {
    const reason = one.number > 1 ? reasons.notKept : reasons.noEarlier;
    return ok({ before: undefined, after: one, difference: undefined, reason });
  }
  if (one.clusterId !== two.clusterId) return refuse("notComparable");
  const [before, after] = one.number < two.number ? [one, two] : [two, one];
  if (identityOf(before) !== identityOf(after))
    return ok({ before, after, difference: undefined, reason: reasons.anotherCluster });
  const difference = await differenceOf(actor, before.id, after.id, services);
  return difference.ok ? ok({ before, after, difference: difference.value, reason: undefined }) : difference;
}

function identityOf(scan: ScanRow): string {
  return scan.identity ?? scan.clusterId;
}

async function differenceOf(
  actor: Actor,
  beforeId: string,
  afterId: string,
  services: Services,
): Promise<Outcome<AccessDifference>> {
  const before = await accessOf(actor, beforeId, services);
  if (!before.ok) return before;
  const after = await accessOf(actor, afterId, services);
  if (!after.ok) return after;
  const { key } = after.value;
  const difference = await services.memory.get(`difference ${before.value.key} ${key}`, async () => {
    const value = await inTurns(diffAccessInSteps(before.value.index, after.value.index));
    return { value, weight: value.subjects.reduce((sum, { changes }) => sum + 1 + changes.length, 0) };
  });
  return difference ? ok(difference) : refuse("scanIncomplete");
}
