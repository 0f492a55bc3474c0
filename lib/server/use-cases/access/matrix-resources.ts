/** The matrix turned: for each resource, who holds what on it. */
import type { z } from "zod";
import type { resourceRowsSchema } from "../../../contracts/access/pivots.ts";
import { cellStates, stateOf, verbCount } from "../../../core/rbac/cells.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase } from "../outcome.ts";
import { type Access, accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";
import type { MatrixWindowQuery } from "./matrix.ts";
import { dangerMarks } from "./matrix-dangers.ts";
import { cellView } from "./matrix-letters.ts";
import { columnView, type MatrixFilter, select } from "./matrix-selection.ts";

type Rows = z.infer<typeof resourceRowsSchema>;
type Group = Rows["rows"][number]["groups"][number];

const mostGroups = 12;

export interface ResourcesQuery extends MatrixWindowQuery {
  /** How many subjects of equal rights are named; 0 leaves the groups away. A dozen where it is absent. */
  readonly named?: number;
}

export const getMatrixResources = defineUseCase<ResourcesQuery, Rows>("report:read", async (actor, query, services) => {
  const found = await accessOf(actor, query.id, services);
  if (!found.ok) return found;
  const access = found.value;
  const { rows, columns } = select(access, query);
  const namespace = query.namespace?.length === 1 ? query.namespace[0] : undefined;
  const place = { access, rows, namespace };
  const order = inOrder(place, columns, filterKey(query, access));
  const kept = query.risky ? order.filter(({ dangerous }) => dangerous > 0) : order;
  const wanted = kept.slice(query.offset, query.offset + query.limit);
  const named = query.named ?? mostGroups;
  const grouped =
    named === 0
      ? []
      : groupsOf(
          place,
          wanted.map(({ number }) => number),
          named,
        );
  return ok({
    offset: query.offset,
    total: kept.length,
    rows: wanted.flatMap(({ number, subjects, dangerous, unknown }, index) => {
      const column = columnView(access.matrix.columns[number]);
      if (column === undefined) return [];
      const all = grouped[index] ?? [];
      const groups = query.named === Number.POSITIVE_INFINITY ? all : all.slice(0, mostGroups);
      const more = all.slice(groups.length).reduce((sum, { count }) => sum + count, 0);
      return [
        { index: query.offset + index, ...column, column: columns.indexOf(number), subjects, dangerous, unknown, groups, more },
      ];
    }),
  });
});

interface Place {
  readonly access: Access;
  readonly rows: readonly number[];
  readonly namespace: string | undefined;
}

interface Counted {
  readonly number: number;
  subjects: number;
  dangerous: number;
  unknown: number;
}

const ordered = new WeakMap<Access["matrix"], Map<string, readonly Counted[]>>();
const mostOrders = 8;

function filterKey({ q, resource, kind, namespace, risky, defaults }: MatrixFilter, { namespaces }: Access): string {
  return JSON.stringify([q, resource, kind, namespace, risky, defaults, namespaces === "all" ? "" : [...namespaces]]);
}

/** @returns the resources: where most subjects hold something dangerous first. Kept for the windows that follow. */
function inOrder(place: Place, columns: readonly number[], key: string): readonly Counted[] {
  const orders = ordered.get(place.access.matrix) ?? new Map<string, readonly Counted[]>();
  ordered.set(place.access.matrix, orders);
  const known = orders.get(key);
  if (known) return known;
  const counts = countUp(place, columns).sort(
    (a, b) => b.dangerous - a.dangerous || b.subjects - a.subjects || b.unknown - a.unknown || a.number - b.number,
  );
  orders.set(key, counts);
  if (orders.size > mostOrders) orders.delete(orders.keys().next().value as string);
  return counts;
}

const [noState, unknownState] = ["none", "unknown"].map((state) => cellStates.indexOf(state as "none"));
const wideStates: ReadonlySet<number> = new Set(["everywhere", "namespaces"].map((state) => cellStates.indexOf(state as "none")));

function countUp({ access, rows, namespace }: Place, columns: readonly number[]): Counted[] {
  const counts = columns.map((number): Counted => ({ number, subjects: 0, dangerous: 0, unknown: 0 }));
  const marks = columns.map((number) => dangerMarks(access, number));
  for (const row of rows) {
    const cells = access.matrix.cells(row, namespace);
    for (const [index, count] of counts.entries()) countCell(count, cells, marks[index] ?? []);
  }
  return counts;
}

function countCell(count: Counted, cells: Uint16Array, marks: readonly boolean[]): void {
  let held = false;
  let hidden = false;
  let dangerous = false;
  for (let verb = 0; verb < verbCount; verb++) {
    const state = stateOf(cells[count.number * verbCount + verb] ?? 0);
    if (state === noState) continue;
    if (state === unknownState) hidden = true;
    else held = true;
    if (marks[verb] && wideStates.has(state)) dangerous = true;
  }
  if (held) count.subjects++;
  else if (hidden) count.unknown++;
  if (dangerous) count.dangerous++;
}

/** @returns for each of some columns who holds the same on it; subject by subject, because cells are computed a row at a time. */
function groupsOf({ access, rows, namespace }: Place, numbers: readonly number[], mostNamed: number): readonly Group[][] {
  const columns = numbers.map((number) => ({
    from: number * verbCount,
    marks: dangerMarks(access, number),
    groups: new Map<string, Group>(),
  }));
  for (const row of rows) {
    const cells = access.matrix.cells(row, namespace);
    const subject = access.matrix.rows[row]?.subject;
    for (const { from, marks, groups } of columns) {
      const cell = cellView(cells.subarray(from, from + verbCount), marks);
      if (cell === undefined) continue;
      const group = groups.get(cell.reach) ?? { reach: cell.reach, count: 0, first: [] };
      groups.set(cell.reach, group);
      group.count++;
      if (subject && group.first.length < mostNamed) group.first.push(subjectView(subject));
    }
  }
  return columns.map(({ groups }) => [...groups.values()].sort((a, b) => weight(b.reach) - weight(a.reach) || b.count - a.count));
}

function weight(reach: string): number {
  const points: Readonly<Record<string, number>> = { E: 64, S: 16, e: 4, s: 2, n: 1 };
  return [...reach].reduce((sum, letter) => sum + (points[letter] ?? 0), 0);
}
