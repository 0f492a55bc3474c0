export interface ColumnName {
  readonly group: string;
  readonly resource: string;
}
/** Neighbouring columns of one API group; `from` and `to` are column numbers, inclusive. */
export interface ColumnGroup {
  readonly group: string;
  readonly from: number;
  readonly to: number;
}

/** @returns the runs of columns with the same API group, in order. */
export function columnGroups(columns: readonly ColumnName[]): readonly ColumnGroup[] {
  const groups: { group: string; from: number; to: number }[] = [];
  for (const [index, column] of columns.entries()) {
    const last = groups.at(-1);
    if (last !== undefined && last.group === column.group) last.to = index;
    else groups.push({ group: column.group, from: index, to: index });
  }
  return groups;
}

/** @returns the group as it is read: the core group has no name of its own. */
export function groupLabel(group: string): string {
  return group === "" ? "core" : group;
}

/** @returns `secrets` or `deployments.apps`: how Kubernetes writes it in one word. */
export function resourceLabel({ group, resource }: ColumnName): string {
  if (group === "") return resource;
  const [plural = resource, ...sub] = resource.split("/");
  return [`${plural}.${group}`, ...sub].join("/");
}

/** @returns the width of a column in pixels: eight bars and room for the largest count of namespaces. */
export function columnWidth(namespaces: number): number {
  if (namespaces < 10) return 60;
  return namespaces < 100 ? 66 : 72;
}

/** What is looked for first, in the order in which it is: what holds secrets, what runs code, what gives rights. */
const notable = [
  "secrets",
  "pods",
  "pods/exec",
  "pods/attach",
  "serviceaccounts",
  "serviceaccounts/token",
  "nodes",
  "nodes/proxy",
  "namespaces",
  "configmaps",
  "clusterrolebindings",
  "rolebindings",
  "clusterroles",
  "roles",
  "deployments",
  "daemonsets",
  "statefulsets",
  "cronjobs",
  "jobs",
];
const notableGroups = ["", "rbac.authorization.k8s.io", "apps", "batch"];

function rank(list: readonly string[], name: string): number {
  const at = list.indexOf(name);
  return at === -1 ? list.length : at;
}

/**
 * @param columns in the order of the API
 * @returns the columns' numbers in the order in which they are shown: groups stay together, the notable come first, what
 *   the cluster does not serve comes last
 */
export function displayOrder(columns: readonly (ColumnName & { custom: boolean; discovered: boolean })[]): readonly number[] {
  const served = new Map<string, boolean>();
  for (const { group, discovered } of columns) served.set(group, (served.get(group) ?? false) || discovered);
  const key = (number: number) => {
    const column = columns[number];
    if (column === undefined) return [];
    const { group, resource, custom, discovered } = column;
    return [
      served.get(group) ? 0 : 1,
      custom ? 1 : 0,
      rank(notableGroups, group),
      group,
      discovered ? 0 : 1,
      rank(notable, resource),
      resource,
    ];
  };
  return columns
    .map((_, number) => ({ number, key: key(number) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ number }) => number);
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}
