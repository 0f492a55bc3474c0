import type { MatrixRow } from "#contracts/access.ts";
import { type Cell, cellText } from "./cell-reach.ts";
import { type ColumnName, resourceLabel } from "./column-groups.ts";

/** @returns the worst that a row holds: a dangerous right everywhere, one that is narrower or of another verb, or none. */
export function rowLevel(row: Pick<MatrixRow, "cells" | "dangerous">): "critical" | "high" | undefined {
  let level: "high" | undefined = row.dangerous > 0 ? "high" : undefined;
  for (const { reach } of Object.values(row.cells)) {
    if (reach.includes("E")) return "critical";
    if (/[SN]/.test(reach)) level = "high";
  }
  return level;
}

/** @returns how many dangerous rights are known, and whether there may be more: `8`, `2+`, `?`. */
export function dangerousText({ dangerous, incomplete }: Pick<MatrixRow, "dangerous" | "incomplete">): string {
  if (!incomplete) return String(dangerous);
  return dangerous === 0 ? "?" : `${dangerous}+`;
}

/** The same right on several resources. */
export interface RightGroup {
  readonly text: string;
  readonly reach: string;
  readonly resources: readonly (ColumnName & { readonly label: string })[];
}

/** @returns whether a group holds a right that is known; else all that is known of it is that it was not seen. */
export function isHeld({ reach }: Pick<RightGroup, "reach">): boolean {
  return /[^?-]/.test(reach);
}

/** @returns the title of a subject's row: how many dangerous rights it has, and on how many resources it holds any. */
export function subjectTitle(row: Pick<MatrixRow, "dangerous" | "incomplete">, groups: readonly RightGroup[]): string {
  const held = groups.filter(isHeld).reduce((sum, group) => sum + group.resources.length, 0);
  const rights = row.dangerous === 1 ? "1 dangerous right" : `${row.dangerous} dangerous rights`;
  return `${row.incomplete ? "At least " : ""}${rights}, something on ${held === 1 ? "1 resource" : `${held} resources`}`;
}

function weight(reach: string): number {
  const points: Readonly<Record<string, number>> = { E: 64, S: 16, N: 8, e: 4, "?": 3, s: 2, n: 1 };
  return [...reach].reduce((sum, letter) => sum + (points[letter] ?? 0), 0);
}

/** @returns a row's rights, equal ones joined, the most dangerous first. */
export function rightGroups(cells: Readonly<Record<string, Cell>>, columns: readonly ColumnName[]): readonly RightGroup[] {
  const groups = new Map<string, { text: string; reach: string; resources: (ColumnName & { label: string })[] }>();
  for (const [index, cell] of Object.entries(cells)) {
    const column = columns[Number(index)];
    if (column === undefined || cell.reach === "--------") continue;
    const text = cellText(cell);
    const group = groups.get(text) ?? { text, reach: cell.reach, resources: [] };
    group.resources.push({ group: column.group, resource: column.resource, label: resourceLabel(column) });
    groups.set(text, group);
  }
  return [...groups.values()].sort((a, b) => weight(b.reach) - weight(a.reach) || (a.text < b.text ? -1 : 1));
}
