"use client";
import { useMemo } from "react";
import type { Matrix, MatrixRow } from "#contracts/access.ts";
import { counted } from "../access/subject-words.ts";
import { useNarrow } from "../ui/use-narrow.ts";
import { type CellAddress, sameSubject } from "./cell-address.ts";
import { verbLetters } from "./cell-reach.ts";
import { columnGroups, displayOrder, groupLabel, resourceLabel, columnWidth as widthFor } from "./column-groups.ts";
import { GridFieldView } from "./grid-field.tsx";
import type { Place } from "./grid-keys.ts";
import { type MatrixFilter, useMatrixRows } from "./matrix-query.ts";
import type { Layout, Line } from "./matrix-row.tsx";
import { useGridField } from "./use-grid-field.ts";

interface GridProps {
  readonly scanId: string;
  readonly filter: MatrixFilter;
  readonly matrix: Matrix;
  readonly open: CellAddress | null;
  /** Where the open cell stood when the link was made. */
  readonly openRow: number | null;
  readonly onOpen: (address: CellAddress, row: number) => void;
}

/** Room for the headers of the rows, in pixels. */
export const headerWidths = { wide: 304, narrow: 168 } as const;

function useLayout(matrix: Matrix): Layout & { readonly names: readonly Matrix["columns"][number][] } {
  const headerWidth = useNarrow() ? headerWidths.narrow : headerWidths.wide;
  return useMemo(() => {
    const columnWidth = widthFor(matrix.namespaces);
    const served = matrix.columns.some((column) => column.discovered);
    const order = displayOrder(matrix.columns);
    const names = order.flatMap((number) => matrix.columns[number] ?? []);
    const headings = columnGroups(names).map(({ group, from, to }) => ({ label: groupLabel(group), from, to }));
    const columns = names.map((name, index) => {
      const label = resourceLabel(name);
      const unserved = served && !name.discovered;
      const title = unserved ? `${label}: rules name it, the cluster does not serve it` : label;
      const first = headings.some(({ from }) => from === index);
      return { label, short: name.resource.replace("/", "\n/"), title, number: order[index] ?? index, first, unserved };
    });
    const width = headerWidth + columns.length * columnWidth + 24;
    return { columns, names, headings, letters: verbLetters, columnWidth, headerWidth, width };
  }, [matrix.columns, matrix.namespaces, headerWidth]);
}

const lines = new WeakMap<MatrixRow, Line>();

function lineOf(row: MatrixRow): Line {
  const known = lines.get(row);
  if (known !== undefined) return known;
  const line: Line = { title: { kind: "subject", row }, cells: row.cells, sparse: true };
  lines.set(row, line);
  return line;
}

/** Every subject's rights on every resource. */
export function MatrixGrid({ scanId, filter, matrix, open, openRow, onOpen }: GridProps) {
  const layout = useLayout(matrix);
  const openColumn =
    open?.column === undefined
      ? 0
      : 1 + layout.names.findIndex(({ group, resource }) => group === open.column?.group && resource === open.column.resource);
  const field = useGridField(layout, matrix.rows, { row: openRow ?? 0, column: open === null ? 1 : openColumn });
  const { rowAt, failed } = useMatrixRows(scanId, filter, matrix.rows, { ...field.rowPages, kept: field.place.row });
  const openAt = ({ row, column }: Place) => {
    const subject = rowAt(row)?.subject;
    const name = layout.names[column - 1];
    if (subject === undefined) return;
    onOpen({ subject, ...(name && { column: { group: name.group, resource: name.resource } }) }, row);
  };
  return (
    <GridFieldView
      field={field}
      label={`Rights of ${counted(matrix.rows, "subject")} on ${counted(layout.columns.length, "resource")}`}
      caption={counted(matrix.rows, "subject")}
      counts="dangerous"
      bands={matrix.overview}
      lineAt={(index) => {
        const row = rowAt(index);
        return row && lineOf(row);
      }}
      openIn={({ title }) =>
        open !== null && title.kind === "subject" && sameSubject(title.row.subject, open.subject) ? openColumn : undefined
      }
      onOpen={openAt}
      failed={failed}
    />
  );
}
