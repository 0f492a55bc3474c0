"use client";
import { useMemo } from "react";
import type { ResourceRow } from "#contracts/access/pivots.ts";
import type { Matrix, MatrixRow } from "#contracts/access.ts";
import { counted, subjectLabel } from "../access/subject-words.ts";
import { useNarrow } from "../ui/use-narrow.ts";
import { visibleText } from "../ui/visible-text.ts";
import { type CellAddress, sameSubject } from "./cell-address.ts";
import { type Cell, emptyCell, verbLetters } from "./cell-reach.ts";
import { resourceLabel, columnWidth as widthFor } from "./column-groups.ts";
import { GridFieldView } from "./grid-field.tsx";
import type { Place } from "./grid-keys.ts";
import { headerWidths } from "./matrix-grid.tsx";
import { type MatrixFilter, useMatrixRows } from "./matrix-query.ts";
import type { Column, Layout, Line } from "./matrix-row.tsx";
import { useResourceRows } from "./pivot-query.ts";
import { pageSize } from "./row-pages.ts";
import { type Pages, useGridField } from "./use-grid-field.ts";

interface GridProps {
  readonly scanId: string;
  readonly filter: MatrixFilter;
  readonly matrix: Matrix;
  /** How many resources the filter leaves. */
  readonly total: number;
  readonly open: CellAddress | null;
  readonly openRow: number | null;
  readonly onOpen: (address: CellAddress, row: number) => void;
}

/** Subjects that have not been loaded have a column too, without a name yet. */
const nameless = { label: "loading", short: "", unserved: false, first: false };

function columnOf(row: MatrixRow | undefined, number: number): Column {
  if (row === undefined) return { ...nameless, number };
  const { subject } = row;
  const short =
    subject.namespace === undefined
      ? visibleText(subject.name)
      : `${visibleText(subject.namespace)}/\n${visibleText(subject.name)}`;
  return {
    label: subjectLabel(subject),
    title: `${subject.kind} ${subjectLabel(subject)}`,
    short,
    number,
    unserved: false,
    first: false,
  };
}

function useSubjects({ scanId, filter, matrix }: GridProps, pages: Pages) {
  const { rowAt, failed } = useMatrixRows(scanId, filter, matrix.rows, { ...pages, kept: pages.firstPage * pageSize });
  return { subjectAt: rowAt, failed };
}

/** The loaded subjects in view, and with them the names and the cells of the columns. */
function useColumns(loaded: readonly (readonly [number, MatrixRow])[], matrix: Matrix): Layout {
  const headerWidth = useNarrow() ? headerWidths.narrow : headerWidths.wide;
  const key = loaded.map(([number]) => number).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row of a scan never changes, so that its number tells it
  return useMemo(() => {
    const columnWidth = widthFor(matrix.namespaces);
    const known = new Map(loaded);
    const columns = Array.from({ length: matrix.rows }, (_, number) => columnOf(known.get(number), number));
    const headings = matrix.rows === 0 ? [] : [{ label: "Subjects, most dangerous first", from: 0, to: matrix.rows - 1 }];
    const width = headerWidth + columns.length * columnWidth + 24;
    return { columns, headings, letters: verbLetters, columnWidth, headerWidth, width };
  }, [key, matrix.rows, matrix.namespaces, headerWidth]);
}

function lineOf(row: ResourceRow, loaded: readonly (readonly [number, MatrixRow])[]): Line {
  const cells: Record<number, Cell> = {};
  for (const [number, subject] of loaded) cells[number] = subject.cells[row.column] ?? emptyCell;
  return { title: { kind: "resource", row, label: resourceLabel(row) }, cells, sparse: false };
}

/** Every resource, and what each subject may do with it. */
export function ResourceGrid(props: GridProps) {
  const { scanId, filter, matrix, total, open, openRow, onOpen } = props;
  const headerWidth = useNarrow() ? headerWidths.narrow : headerWidths.wide;
  const bare = useMemo(
    (): Layout => ({
      columns: Array.from({ length: matrix.rows }, (_, number) => ({ ...nameless, number })),
      ...{ headings: [], letters: verbLetters, columnWidth: widthFor(matrix.namespaces), headerWidth, width: 0 },
    }),
    [matrix.rows, matrix.namespaces, headerWidth],
  );
  const field = useGridField(bare, total, { row: openRow ?? 0, column: 1 });
  const { subjectAt, failed: unnamed } = useSubjects(props, field.columnPages);
  const { firstPage, lastPage } = field.columnPages;
  const numbers = Array.from({ length: (lastPage - firstPage + 1) * pageSize }, (_, index) => firstPage * pageSize + index);
  const loaded = numbers.flatMap((number): (readonly [number, MatrixRow])[] => {
    const row = subjectAt(number);
    return row ? [[number, row]] : [];
  });
  const layout = useColumns(loaded, matrix);
  const { rowAt, failed } = useResourceRows(scanId, filter, total, { ...field.rowPages, kept: field.place.row });
  const key = loaded.map(([number]) => number).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: lines are made anew where other subjects are in view
  const lines = useMemo(() => new Map<ResourceRow, Line>(), [key]);
  const openAt = ({ row, column }: Place) => {
    const resource = rowAt(row);
    const subject = subjectAt(column - 1)?.subject;
    if (resource && subject) onOpen({ subject, column: { group: resource.group, resource: resource.resource } }, row);
  };
  return (
    <GridFieldView
      field={{ ...field, layout }}
      label={`${counted(total, "resource")} and the rights of ${counted(matrix.rows, "subject")}`}
      caption={counted(total, "resource")}
      counts="subjects"
      bands={[]}
      lineAt={(index) => {
        const row = rowAt(index);
        if (row === undefined) return undefined;
        const line = lines.get(row) ?? lineOf(row, loaded);
        lines.set(row, line);
        return line;
      }}
      openIn={({ title }) => {
        if (open?.column === undefined || title.kind !== "resource") return undefined;
        if (title.row.group !== open.column.group || title.row.resource !== open.column.resource) return undefined;
        const found = loaded.find(([, { subject }]) => sameSubject(subject, open.subject));
        return found === undefined ? undefined : found[0] + 1;
      }}
      onOpen={openAt}
      failed={failed ?? unnamed}
    />
  );
}
