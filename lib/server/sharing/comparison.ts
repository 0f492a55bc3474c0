import { ok } from "../../core/result.ts";
import { comparedScans } from "../use-cases/scans/comparison.ts";
import { reportFindings, unassessedIn } from "./finding-entries.ts";
import { filtersOf, type ReportKind } from "./kind.ts";

const pageSize = 200;

export const comparisonKind: ReportKind<"comparison"> = {
  async freeze(actor, { before, after }, services) {
    const compared = await comparedScans(actor, { before, after }, services);
    if (!compared.ok) return compared;
    const { clusterId, before: one, after: other } = compared.value;
    return ok({ scanIds: [one.scanId, other.scanId], clusterIds: [clusterId] });
  },

  async load(reading) {
    const { view, scanIds, page, reader, services } = reading;
    const compared = await comparedScans(reader, view, services);
    if (!compared.ok) return compared;
    const { entries, comparable, reason, counts, unsure } = compared.value;
    const chosen = view.change === undefined ? entries : entries.filter(({ change }) => change === view.change);
    const shown = chosen.slice((page - 1) * pageSize, page * pageSize);
    const rows = await reportFindings(
      shown.map(({ row }) => row),
      reading,
    );
    const items = rows.map(({ state: _state, ...row }, place) => {
      const { change, reason: why } = shown[place] ?? {};
      return { ...row, change, reason: why };
    });
    const notAssessed = await unassessedIn(scanIds.slice(-1), reading);
    return ok({
      content: { kind: "comparison", comparable, reason, counts, unsure: [...unsure], items, notAssessed },
      total: chosen.length,
      pageSize,
      filters: filtersOf({ change: view.change }),
    });
  },
};
