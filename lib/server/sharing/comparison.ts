import { ok } from "../../core/result.ts";
import { comparedScans, scanPair } from "../use-cases/scans/comparison.ts";
import { reportFindings, unassessedIn } from "./finding-entries.ts";
import { filtersOf, type ReportKind } from "./kind.ts";

const pageSize = 200;

export const comparisonKind: ReportKind<"comparison"> = {
  async freeze(actor, { before, after }, services) {
    const pair = await scanPair(actor, { before, after }, services);
    if (!pair.ok) return pair;
    const { before: one, after: other } = pair.value;
    return ok({ scanIds: [one.id, other.id], clusterIds: [one.clusterId] });
  },

  async load(reading) {
    const { view, scanIds, page, reader, services } = reading;
    const { before, after, change: only } = view;
    const asked = { before, after, change: only, limit: pageSize, from: { offset: (page - 1) * pageSize } };
    const compared = await comparedScans(reader, asked, services);
    if (!compared.ok) return compared;
    const { items: shown, comparable, reason, counts, unsure } = compared.value;
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
      total: only === undefined ? Object.values(counts).reduce((sum, n) => sum + n, 0) : counts[only],
      pageSize,
      filters: filtersOf({ change: only }),
    });
  },
};
