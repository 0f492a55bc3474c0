/** Counts of each filter's values: one aggregation in the database, the rest in memory. */
import { type Severity, severities } from "../../../core/findings/verdict.ts";
import type { Rows } from "../database.ts";
import type { SeverityCounts } from "../rows.ts";
import type { VisibleScan } from "../visible.ts";
import { conditionOf, type FindingFilter } from "./finding-filter.ts";

export const facetNames = [
  "severity",
  "pillar",
  "check",
  "namespace",
  "kind",
  "responsible",
  "state",
  "cluster",
  "life",
] as const;
export type FacetName = (typeof facetNames)[number];
export type FindingFacets = Readonly<Record<FacetName, readonly { readonly value: string; readonly count: number }[]>>;

type Group = Readonly<Record<FacetName, string>> & { readonly n: number };
type Stored = Omit<Group, "severity" | "life"> & { readonly severity: number };

/** Findings grouped by every facet but their life; one row for each combination that occurs. */
async function groupsOf(rows: Rows, scans: readonly VisibleScan[], filter: FindingFilter): Promise<readonly Stored[]> {
  return rows.$queryRaw<Stored[]>`
    SELECT f.severity, f.pillar, f.check_id AS check, coalesce(f.namespace, '') AS namespace, f.kind, f.responsible, f.state,
      f.cluster_id AS cluster, count(*)::int AS n
    FROM findings f WHERE ${conditionOf(scans, filter)} GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;
}

/** Groups of what is open and of what is waived: all of them, less the waived ones, which are fewer to look for. */
async function findingGroups(
  rows: Rows,
  scans: readonly VisibleScan[],
  { q, at }: { readonly q: string | undefined; readonly at: Date },
): Promise<readonly Group[]> {
  const [all, waived] = await Promise.all([
    groupsOf(rows, scans, { q }),
    groupsOf(rows, scans, { q, life: { show: "waived", at } }),
  ]);
  const keyOf = ({ n: _n, ...values }: Stored) => Object.values(values).join("\n");
  const held = new Map(waived.map((group) => [keyOf(group), group.n]));
  const group = (stored: Stored, life: string, n: number): Group[] =>
    n > 0 ? [{ ...stored, severity: severities[stored.severity] ?? "information", life, n }] : [];
  return all.flatMap((stored) => {
    const n = held.get(keyOf(stored)) ?? 0;
    return [...group(stored, "open", stored.n - n), ...group(stored, "waived", n)];
  });
}

/** @returns for each facet its values, counted with every other filter applied and its own left out; most first. */
export async function facetsOf(rows: Rows, scans: readonly VisibleScan[], filter: FindingFilter): Promise<FindingFacets> {
  const groups = await findingGroups(rows, scans, { q: filter.q, at: filter.life?.at ?? new Date() });
  const entries = facetNames.map((name) => [name, countBy(groups, name, filter)] as const);
  return Object.fromEntries(entries) as unknown as FindingFacets;
}

function countBy(groups: readonly Group[], name: FacetName, filter: FindingFilter): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const group of groups) if (matches(group, filter, name)) counts.set(group[name], (counts.get(group[name]) ?? 0) + group.n);
  const values = [...counts].map(([value, count]) => ({ value, count }));
  if (name === "severity") return values.sort((a, b) => rank(a.value) - rank(b.value));
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function matches(group: Group, filter: FindingFilter, except: FacetName): boolean {
  return facetNames.every((name) => {
    const wanted = name === except || name === "cluster" ? undefined : wantedOf(filter, name);
    return !wanted || wanted.length === 0 || wanted.includes(group[name]);
  });
}

function wantedOf({ life, ...filter }: FindingFilter, name: Exclude<FacetName, "cluster">): readonly string[] | undefined {
  if (name !== "life") return filter[name];
  return life === undefined || life.show === "all" ? undefined : [life.show];
}

const rank = (severity: string) => severities.indexOf(severity as Severity);

/** @returns how many findings the filter leaves, by severity. */
export async function countsOf(rows: Rows, scans: readonly VisibleScan[], filter: FindingFilter): Promise<SeverityCounts> {
  const groups = await rows.$queryRaw<{ severity: number; n: number }[]>`
    SELECT f.severity, count(*)::int AS n FROM findings f WHERE ${conditionOf(scans, filter)} GROUP BY 1`;
  const counts: Record<Severity, number> = { critical: 0, high: 0, medium: 0, low: 0, information: 0 };
  for (const { severity, n } of groups) {
    const name = severities[severity];
    if (name) counts[name] = n;
  }
  return counts;
}
