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
