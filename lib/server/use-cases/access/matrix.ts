/** The matrix of subjects by resources and verbs, in windows. */

import type { z } from "zod";
import type { Matrix, MatrixRow, matrixWindowSchema } from "../../../contracts/access.ts";
import { matrixWindow, type MatrixRow as Row } from "../../../core/rbac/matrix.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase } from "../outcome.ts";
import { type Access, accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";
import { dangerMarks, dangersOf } from "./matrix-dangers.ts";
import { cellView } from "./matrix-letters.ts";
import { columnView, type MatrixFilter, select } from "./matrix-selection.ts";

type Window = z.infer<typeof matrixWindowSchema>;

export const getMatrix = defineUseCase<MatrixFilter, Matrix>("report:read", async (actor, filter, services) => {
  const found = await accessOf(actor, filter.id, services);
  if (!found.ok) return found;
  const access = found.value;
  const { matrix, index } = access;
  const { rows, columns } = select(access, filter);
  const all = select(access, filter, false).rows;
  const gaps = Object.values(index.gaps).flat();
  return ok({
    scanId: filter.id,
    columns: columns.flatMap((number) => columnView(matrix.columns[number]) ?? []),
    rows: rows.length,
    subjects: matrix.rows.length,
    namespaces: access.namespaceCount,
    hiddenDefaults: all.length - rows.length,
    secretReaders: all.filter((number) => matrix.rows[number]?.dangers.includes("read-secrets")).length,
    complete: gaps.length === 0,
    gaps,
    overview: overviewOf(
      rows.flatMap((number) => matrix.rows[number] ?? []),
      access,
    ),
  });
});

const bands = 400;

/** @returns the worst of each band of rows: 0 none, 1 some, 2 several, 3 many dangerous rights, -1 not known. */
function overviewOf(rows: readonly Row[], access: Access): number[] {
  const size = Math.max(1, Math.ceil(rows.length / bands));
  const heat = rows.map((row) => heatOf(row, access));
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, band) => {
    const inside = heat.slice(band * size, (band + 1) * size);
    const worst = Math.max(...inside);
    return worst === 0 && inside.includes(-1) ? -1 : worst;
  });
}

function heatOf(row: Row, access: Access): number {
  const count = dangersOf(row, access).length;
  if (count === 0) return row.seenInFull ? 0 : -1;
  return count >= 6 ? 3 : count >= 3 ? 2 : 1;
}

export interface MatrixWindowQuery extends MatrixFilter {
  readonly offset: number;
  readonly limit: number;
}

export const getMatrixRows = defineUseCase<MatrixWindowQuery, Window>("report:read", async (actor, query, services) => {
  const found = await accessOf(actor, query.id, services);
  if (!found.ok) return found;
  const access = found.value;
  const { rows, columns } = select(access, query);
  const wanted = rows.slice(query.offset, query.offset + query.limit);
  const namespace = query.namespace?.length === 1 ? query.namespace[0] : undefined;
  const { rows: filled } = matrixWindow(access.matrix, { rows: wanted, columns, namespace });
  const marks = columns.map((number) => dangerMarks(access, number));
  return ok({
    offset: query.offset,
    total: rows.length,
    rows: filled.map(({ row, cells }, place) => ({
      index: query.offset + place,
      subject: subjectView(row.subject),
      dangerous: dangersOf(row, access).length,
      incomplete: !row.seenInFull,
      cells: cellsView(cells, marks),
    })),
  });
});

function cellsView(cells: readonly ArrayLike<number>[], marks: readonly (readonly boolean[])[]): MatrixRow["cells"] {
  const view: MatrixRow["cells"] = {};
  for (const [column, codes] of cells.entries()) {
    const cell = cellView(codes, marks[column] ?? []);
    if (cell !== undefined) view[column] = cell;
  }
  return view;
}
