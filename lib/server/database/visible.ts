/** How a scope becomes a condition: the one place that the repositories of clusters, scans and findings share. */
import type { Prisma } from "./generated/client.ts";
import { type NamespaceScope, namespacesOf, type Scope } from "./scope.ts";

/** @returns the clusters that the scope sees and nobody has removed. */
export function visibleClusters(scope: Scope): Prisma.ClusterWhereInput {
  if (scope.clusters === "all") return { removedAt: null };
  return { removedAt: null, id: { in: [...scope.clusters.keys()] } };
}

/** @returns the scans of these clusters but those that retention is deleting. */
export function visibleScans(scope: Scope): Prisma.ScanWhereInput {
  return { state: { not: "retired" }, cluster: visibleClusters(scope) };
}

/** A finished scan as far as a reader may see it. */
export interface VisibleScan {
  readonly id: string;
  readonly clusterId: string;
  readonly namespaces: NamespaceScope;
}

/** @returns the scan with what the scope sees of its cluster. */
export function seen(scope: Scope, scan: { id: string; clusterId: string }): VisibleScan {
  return { id: scan.id, clusterId: scan.clusterId, namespaces: namespacesOf(scope, scan.clusterId) ?? new Set() };
}
