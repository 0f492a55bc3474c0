/** Findings of all clusters in scope: pages, facets, and one with its evidence. */
import type { FindingFacets, FindingPage, FindingQuery } from "../../../contracts/findings.ts";
import { checkById } from "../../../core/checks/index.ts";
import { ok } from "../../../core/result.ts";
import type { FindingFilter } from "../../database/findings/finding-filter.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { badCursor } from "../scans/scans.ts";
import { checkTitle, decisionsOf, findingView } from "./finding-view.ts";

type Filter = Omit<FindingQuery, "cursor" | "limit" | "sort">;

/** @returns the filter of a query, as it is at an instant; absent a choice, what is open. */
export function filterOf({ cluster, life = "open", ...rest }: Filter, at: Date): FindingFilter {
  return { ...rest, clusters: cluster, life: { show: life, at } };
}

export const listFindings = defineUseCase<FindingQuery, FindingPage>("report:read", async ({ scope }, query, services) => {
  const { repositories } = services;
  const { cursor, limit, sort, ...rest } = query;
  const at = services.now();
  const filter = filterOf(rest, at);
  const [page, waived, restsOn, notAssessed] = await Promise.all([
    repositories.findings.page(scope, filter, { sort, limit, cursor }),
    repositories.findings.count(scope, { ...filter, life: { show: "waived", at } }),
    repositories.findings.restsOn(scope, filter),
    repositories.findings.notAssessed(scope, filter),
  ]);
  if (page === undefined) return refuse("badRequest", badCursor);
  if (filter.scan !== undefined && restsOn.length === 0) return refuse("notFound");
  const decisions = await decisionsOf(scope, page.items, services, at);
  return ok({
    items: page.items.map((row) => findingView(row, decisions(row))),
    next: page.next,
    total: page.total,
    counts: { ...page.counts },
    waived,
    restsOn: restsOn.map((scan) => ({ ...scan, at: scan.at.toISOString() })),
    notAssessed: notAssessed.map((check) => ({ ...check, title: checkTitle(check.checkId), gaps: [...check.gaps] })),
  });
});

export const findingFacets = defineUseCase<Filter, FindingFacets>("report:read", async ({ scope }, query, services) => {
  const { repositories } = services;
  const [facets, clusters] = await Promise.all([
    repositories.findings.facets(scope, filterOf(query, services.now())),
    repositories.clusters.list(scope),
  ]);
  const names = new Map(clusters.map((cluster) => [cluster.id, cluster.name]));
  const labelled = (label: (value: string) => string | undefined, list: readonly { value: string; count: number }[]) =>
    list.map(({ value, count }) => ({ value, label: label(value), count }));
  return ok({
    severity: [...facets.severity],
    pillar: [...facets.pillar],
    check: labelled((id) => checkById(id)?.title, facets.check),
    namespace: [...facets.namespace],
    kind: [...facets.kind],
    responsible: [...facets.responsible],
    state: [...facets.state],
    cluster: labelled((id) => names.get(id), facets.cluster),
    life: [...facets.life],
  });
});
