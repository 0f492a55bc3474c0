/** One field that finds clusters, scans and findings by text. */
import type { Connection } from "./connection.ts";
import { type FindingFilter, scansBehind } from "./findings/finding-filter.ts";
import { findingPage } from "./findings/finding-page.ts";
import type { Scope } from "./scope.ts";
import { visibleClusters, visibleScans } from "./visible.ts";

export interface SearchHit {
  readonly kind: "cluster" | "scan" | "finding";
  readonly label: string;
  readonly detail?: string;
  readonly clusterId: string;
  readonly scanId?: string;
  readonly fingerprint?: string;
}

export type SearchRepository = ReturnType<typeof searchRepository>;

export function searchRepository({ rows }: Connection) {
  async function clusters(scope: Scope, q: string, limit: number): Promise<SearchHit[]> {
    const found = await rows.cluster.findMany({
      where: { AND: [visibleClusters(scope), { name: { contains: q, mode: "insensitive" } }] },
      select: { id: true, name: true, version: true },
      orderBy: { name: "asc" },
      take: limit,
    });
    return found.map(({ id, name, version }) => ({ kind: "cluster", label: name, detail: version ?? undefined, clusterId: id }));
  }

  /** Scans by number, such as `381` or `#381`. */
  async function scans(scope: Scope, q: string, limit: number): Promise<SearchHit[]> {
    const number = /^#?(\d{1,9})$/.exec(q)?.[1];
    if (number === undefined) return [];
    const found = await rows.scan.findMany({
      where: { number: Number(number), ...visibleScans(scope) },
      select: { id: true, number: true, clusterId: true, cluster: { select: { name: true } } },
      orderBy: { createdAt: "desc" },
      take: limit,
    });
    return found.map(({ id, number, clusterId, cluster }) => ({
      kind: "scan",
      label: `Scan ${number}`,
      detail: cluster.name,
      clusterId,
      scanId: id,
    }));
  }

  async function findings(scope: Scope, q: string, limit: number): Promise<SearchHit[]> {
    const filter: FindingFilter = { q };
    const behind = await scansBehind(rows, scope, filter);
    const page = await findingPage(rows, behind, filter, { sort: "priority", limit });
    return (page?.items ?? []).map(({ title, cluster, clusterId, scanId, fingerprint }) => ({
      kind: "finding",
      label: title,
      detail: cluster,
      clusterId,
      scanId,
      fingerprint,
    }));
  }

  return {
    /** @returns at most `limit` of each kind: clusters, then scans, then findings of the newest scans, worst first. */
    async query(scope: Scope, q: string, limit: number): Promise<SearchHit[]> {
      const text = q.trim();
      if (text === "") return [];
      const found = await Promise.all([clusters(scope, text, limit), scans(scope, text, limit), findings(scope, text, limit)]);
      return found.flat();
    },
  };
}
