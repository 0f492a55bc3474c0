/**
 * Subjects by resources and verbs. Rows carry what they are sorted and filtered by; their cells are computed when a window
 * asks for them, and kept. By RBAC alone.
 */
import { createColumnFinder, maskOf, verbCount } from "./cells.ts";
import { type Column, columnsOf } from "./columns.ts";
import { defaultsOf } from "./defaults.ts";
import { isMasters } from "./grants.ts";
import { computeCells } from "./matrix-cells.ts";
import { buildRows, type MatrixRow } from "./matrix-rows.ts";
import { memo } from "./memo.ts";
import type { BindingEntry, RbacIndex, RoleEntry } from "./rbac-index.ts";
import { identityOf, type SubjectKind, type SubjectRef } from "./subject.ts";

export type { MatrixRow } from "./matrix-rows.ts";

export interface Matrix {
  readonly index: RbacIndex;
  readonly columns: readonly Column[];
  /** The subjects that bindings name, and system:masters: most dangerous first, then by name. */
  readonly rows: readonly MatrixRow[];
  readonly rowByKey: ReadonlyMap<string, number>;
  /** @returns the cells of a row, eight for each column; with a namespace, what holds inside it. */
  cells(row: number, namespace?: string): Uint16Array;
  /** @returns the cells of a row as they would be without some bindings. */
  cellsWithout(row: number, without: ReadonlySet<BindingEntry>): Uint16Array;
}

export interface MatrixOptions {
  readonly minor?: string | undefined;
}

/** Bytes of cells that a matrix keeps. */
const mostKept = 32_000_000;

/** @returns the matrix of an index. Its rows are ready; cells are computed on demand. */
export function buildMatrix(index: RbacIndex, { minor }: MatrixOptions = {}): Matrix {
  const columns = columnsOf(index);
  const rows = buildRows(index, defaultsOf(minor));
  const finder = createColumnFinder(columns);
  const masks = memo((role: RoleEntry) => maskOf(role, finder));
  const kept = new Map<string, Uint16Array>();
  const keptRows = Math.max(256, Math.floor(mostKept / (columns.length * verbCount * Uint16Array.BYTES_PER_ELEMENT + 1)));
  const rowAt = (number: number): MatrixRow => {
    const row = rows[number];
    if (row === undefined) throw new RangeError(`the matrix has no row ${number}`);
    return row;
  };
  return {
    index,
    columns,
    rows,
    rowByKey: new Map(rows.map((row, number) => [row.key, number])),
    cells(number, namespace) {
      const row = rowAt(number);
      const key = `${number} ${namespace ?? ""}`;
      const cells = kept.get(key) ?? computeCells({ index, columns, masks, row, namespace });
      kept.delete(key);
      kept.set(key, cells);
      if (kept.size > keptRows) kept.delete(kept.keys().next().value as string);
      return cells;
    },
    cellsWithout: (number, without) => computeCells({ index, columns, masks, row: rowAt(number), namespace: undefined, without }),
  };
}

export interface RowFilter {
  readonly kinds?: readonly SubjectKind[];
  /** Keeps subjects that hold something in the namespace or everywhere, and service accounts that live in it. */
  readonly namespace?: string;
  /** A part of the name or namespace, in any case. */
  readonly text?: string;
  readonly onlyRisky?: boolean;
  readonly hideDefaults?: boolean;
}

/** @returns the numbers of the rows that a filter keeps, in their order. */
export function selectRows(matrix: Matrix, filter: RowFilter = {}): readonly number[] {
  const keeps = createRowFilter(matrix, filter);
  return matrix.rows.flatMap((row, number) => (keeps(row) ? [number] : []));
}

/** @returns whether a filter keeps a row, of this matrix or of another subject. */
export function createRowFilter(matrix: Matrix, filter: RowFilter): (row: MatrixRow) => boolean {
  const text = filter.text?.toLowerCase() ?? "";
  return ({ subject, key, dangers: held, isDefault, namespaces }) =>
    (filter.kinds === undefined || filter.kinds.includes(subject.kind)) &&
    (!filter.onlyRisky || held.length > 0) &&
    (!filter.hideDefaults || !isDefault) &&
    key.toLowerCase().includes(text) &&
    (filter.namespace === undefined ||
      subject.namespace === filter.namespace ||
      namespaces.includes(filter.namespace) ||
      hasClusterGrants(matrix, subject));
}

function hasClusterGrants({ index }: Matrix, subject: SubjectRef): boolean {
  return isMasters(subject) || (index.subjects.get(identityOf(subject))?.cluster.length ?? 0) > 0;
}

export interface MatrixWindow {
  readonly rows: readonly { readonly row: MatrixRow; readonly cells: readonly Uint16Array[] }[];
  readonly columns: readonly Column[];
}

/** @returns the cells of some rows and columns, by their numbers: for each row, for each column, eight codes for `readCell`. */
export function matrixWindow(
  matrix: Matrix,
  { rows, columns, namespace }: { rows: readonly number[]; columns: readonly number[]; namespace?: string },
): MatrixWindow {
  return {
    columns: columns.flatMap((number) => matrix.columns[number] ?? []),
    rows: rows.flatMap((number) => {
      const row = matrix.rows[number];
      if (row === undefined) return [];
      const cells = matrix.cells(number, namespace);
      const known = columns.filter((column) => column in matrix.columns);
      return [{ row, cells: known.map((column) => cells.subarray(column * verbCount, (column + 1) * verbCount)) }];
    }),
  };
}
