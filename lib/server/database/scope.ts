/** What a reader may see. It is the first argument of every repository function, so that no query can forget it. */

/** The namespaces of one cluster that are seen. */
export type NamespaceScope = "all" | ReadonlySet<string>;
export interface Scope {
  readonly clusters: "all" | ReadonlyMap<string, NamespaceScope>;
}

/** The worker's. Import rules keep it out of use-cases. */
export const systemScope: Scope = { clusters: "all" };
/** Nobody's clusters: of a reader who has not signed in. */
export const noScope: Scope = { clusters: new Map() };

/**
 * Reads the scope of a user, `{"clusters":"all"}` or `{"clusters":[{"id","namespaces"?}]}`.
 * @returns what it grants; whatever is malformed grants nothing.
 */
export function scopeOf(stored: unknown): Scope {
  const clusters = isRecord(stored) ? stored.clusters : undefined;
  if (clusters === "all") return { clusters: "all" };
  if (!Array.isArray(clusters)) return noScope;
  return { clusters: new Map(clusters.flatMap(grantOf)) };
}

function grantOf(entry: unknown): [string, NamespaceScope][] {
  if (!isRecord(entry) || typeof entry.id !== "string") return [];
  if (entry.namespaces === undefined) return [[entry.id, "all"]];
  if (!Array.isArray(entry.namespaces)) return [];
  return [[entry.id, new Set(entry.namespaces.filter((name) => typeof name === "string"))]];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @returns what both see: of a cluster in both, the namespaces in both. */
export function intersectionOf(a: Scope, b: Scope): Scope {
  if (a.clusters === "all") return b;
  if (b.clusters === "all") return a;
  const other = b.clusters;
  const both = [...a.clusters].flatMap(([id, spaces]): [string, NamespaceScope][] => {
    const limit = other.get(id);
    const left = limit === undefined ? undefined : namespacesInBoth(spaces, limit);
    return left === undefined || (left !== "all" && left.size === 0) ? [] : [[id, left]];
  });
  return { clusters: new Map(both) };
}

function namespacesInBoth(a: NamespaceScope, b: NamespaceScope): NamespaceScope {
  if (a === "all") return b;
  return b === "all" ? a : a.intersection(b);
}

export function seesCluster(scope: Scope, clusterId: string): boolean {
  return scope.clusters === "all" || scope.clusters.has(clusterId);
}

/** @returns the namespaces of a cluster that the scope sees, or undefined where it does not see the cluster. */
export function namespacesOf(scope: Scope, clusterId: string): NamespaceScope | undefined {
  return scope.clusters === "all" ? "all" : scope.clusters.get(clusterId);
}

/** @returns whether all of a cluster is seen. */
export function seesAllOf(scope: Scope, clusterId: string): boolean {
  return namespacesOf(scope, clusterId) === "all";
}
