import { api } from "#client/api.ts";

/** Support dates are counted from today, so an answer is good for an hour at most. */
const anHour = 3_600_000;

/** @returns the options of a scan's plan, with the verdict about a target. */
export function planOptions(scanId: string, target: string | null) {
  const input = { id: scanId, ...(target === null ? {} : { target }) };
  return api.upgradePlans.plan.queryOptions({ input, staleTime: anHour, placeholderData: (old) => old });
}

/** @returns the options of the run book to a target. */
export function runBookOptions(scanId: string, target: string | null) {
  const input = { id: scanId, ...(target === null ? {} : { target }) };
  return api.upgradePlans.runBook.queryOptions({ input, staleTime: anHour });
}

/** @returns the options of the timeline of all clusters. */
export function upgradeFleetOptions() {
  return api.upgradePlans.fleet.queryOptions({});
}

/** @returns the options of the findings that came and went, page by page. */
export function changesOptions(id: string) {
  return api.upgradePlans.changes.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, limit: 20, ...(cursor === undefined ? {} : { cursor }) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** @returns the options of a cluster's readiness over time. */
export function historyOptions(clusterId: string) {
  return api.upgradePlans.history.queryOptions({ input: { id: clusterId } });
}
