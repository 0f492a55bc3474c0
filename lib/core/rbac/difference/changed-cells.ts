/** Which cells of the matrix differ for a subject between two indexes. */
import { type Cell, cellStates, createColumnFinder, maskOf, matrixVerbs, readCell, verbCount } from "../cells.ts";
import { type Column, columnsOf } from "../columns.ts";
import { computeCells } from "../matrix-cells.ts";
import { memo } from "../memo.ts";
import type { RbacIndex, RoleEntry } from "../rbac-index.ts";
import { type SubjectRef, subjectKey } from "../subject.ts";

export interface ChangedRow {
  readonly column: Column;
  /** For each verb of `matrixVerbs`. */
  readonly before: readonly Cell[];
  readonly after: readonly Cell[];
}

/** @returns what finds the changed cells of a subject, by resource, over the columns that either side has. */
export function createCellDiff(before: RbacIndex, after: RbacIndex): (subject: SubjectRef) => readonly ChangedRow[] {
  const columns = [
    ...new Map(
      [...columnsOf(before), ...columnsOf(after)].map((column) => [`${column.group}/${column.resource}`, column]),
    ).values(),
  ];
  const finder = createColumnFinder(columns);
  const masks = memo((role: RoleEntry) => maskOf(role, finder));
  const cellsIn = (index: RbacIndex, subject: SubjectRef) => {
    const row = { subject, key: subjectKey(subject), dangers: [], seenInFull: true, isDefault: false, namespaces: [] };
    return computeCells({ index, columns, masks, row, namespace: undefined });
  };
  return (subject) => {
    const [was, is] = [cellsIn(before, subject), cellsIn(after, subject)];
    return columns.flatMap((column, number): ChangedRow[] => {
      const places = matrixVerbs.map((_, verb) => number * verbCount + verb);
      if (places.every((place) => was[place] === is[place])) return [];
      const read = (cells: Uint16Array) => places.map((place) => readCell(cells[place] ?? cellStates.indexOf("unknown")));
      return [{ column, before: read(was), after: read(is) }];
    });
  };
}
