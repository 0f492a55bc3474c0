import { ok } from "../../core/result.ts";
import { countChanges, filterChanges, subjectChangesView } from "../use-cases/access/change-views.ts";
import { comparedAccess } from "../use-cases/access/changes.ts";
import { refuse } from "../use-cases/outcome.ts";
import { standpoint } from "../use-cases/scans/scan-view.ts";
import { redactedDifference } from "./change-entries.ts";
import { filtersOf, type ReportKind } from "./kind.ts";

const pageSize = 50;

/** Who gained or lost what between two scans of one cluster. */
export const changesKind: ReportKind<"access-changes"> = {
  async freeze(actor, { before, after }, services) {
    const compared = await comparedAccess(actor, { id: after, with: before }, services);
    if (!compared.ok) return compared;
    const { before: one, after: other, difference } = compared.value;
    if (one === undefined || difference === undefined) return refuse("notComparable");
    return ok({ scanIds: [one.id, other.id], clusterIds: [other.clusterId] });
  },

  async load({ view, reader, redactor, page, services }) {
    const compared = await comparedAccess(reader, { id: view.after, with: view.before }, services);
    if (!compared.ok) return compared;
    const { before, after, difference } = compared.value;
    if (before === undefined || difference === undefined) return refuse("notComparable");
    const chosen = filterChanges(difference, view.filter);
    const { q, kind, namespace, direction, risky } = view.filter;
    return ok({
      content: {
        kind: "access-changes",
        before: sideOf(standpoint(before)),
        after: sideOf(standpoint(after)),
        counts: countChanges(chosen),
        items: chosen
          .slice((page - 1) * pageSize, page * pageSize)
          .map((one) => subjectChangesView(redactedDifference(one, redactor))),
        complete: difference.complete,
        gaps: { before: redactor.gaps(difference.gaps.before), after: redactor.gaps(difference.gaps.after) },
      },
      total: chosen.length,
      pageSize,
      filters: filtersOf({
        subjects: kind,
        namespace,
        direction,
        rights: risky ? "dangerous ones" : undefined,
        text: redactor.pseudonyms && q ? "not shown" : q,
      }),
    });
  },
};

function sideOf({ number, at }: ReturnType<typeof standpoint>): { number: number; at: string } {
  return { number, at };
}
