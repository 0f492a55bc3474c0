"use client";
import { type CSSProperties, type KeyboardEvent, type MouseEvent, useLayoutEffect, useMemo, useRef } from "react";
import { problemOf } from "#client/problem.ts";
import type { Matrix, MatrixRow } from "#contracts/access.ts";
import { counted } from "../access/subject-words.ts";
import { Button } from "../ui/button.tsx";
import { useNarrow } from "../ui/use-narrow.ts";
import { type CellAddress, sameSubject } from "./cell-address.ts";
import { displayOrder, resourceLabel, columnWidth as widthFor } from "./column-groups.ts";
import { headHeight, rowHeight } from "./grid-geometry.ts";
import type { Place } from "./grid-keys.ts";
import styles from "./matrix.module.css";
import { GridHead } from "./matrix-head.tsx";
import { type MatrixFilter, useMatrixRows } from "./matrix-query.ts";
import { blocksOf, GridRow, type Layout, listOf } from "./matrix-row.tsx";
import { OverviewStrip } from "./overview-strip.tsx";
import { pageSize } from "./row-pages.ts";
import { useGradual } from "./use-gradual.ts";
import { useGridWindow } from "./use-grid-window.ts";
import { useReveal, useRoving } from "./use-roving.ts";
import { useSettled } from "./use-settled.ts";

interface GridProps {
  readonly scanId: string;
  readonly filter: MatrixFilter;
  readonly matrix: Matrix;
  readonly open: CellAddress | null;
  /** Where the open cell stood when the link was made. */
  readonly openRow: number | null;
  readonly onOpen: (address: CellAddress, row: number) => void;
}

/** So many that a frame has room for their cells; a row without cells is little. */
const emptyRowsAFrame = 24;
const rowsAFrame = 8;
const blocksAFrame = 1;

function useLayout(matrix: Matrix): Layout {
  const headerWidth = useNarrow() ? 168 : 304;
  return useMemo(() => {
    const columnWidth = widthFor(matrix.namespaces);
    const served = matrix.columns.some((column) => column.discovered);
    const columns = displayOrder(matrix.columns).flatMap((number, index, order) => {
      const column = matrix.columns[number];
      if (column === undefined) return [];
      const { group, resource, discovered } = column;
      const first = index === 0 || matrix.columns[order[index - 1] ?? -1]?.group !== group;
      return [{ group, resource, number, first, unserved: served && !discovered, label: resourceLabel({ group, resource }) }];
    });
    return { columns, columnWidth, headerWidth, width: headerWidth + columns.length * columnWidth + 24 };
  }, [matrix.columns, matrix.namespaces, headerWidth]);
}

function openColumn(open: CellAddress | null, layout: Layout): number {
  const { column } = open ?? {};
  if (column === undefined) return 0;
  return 1 + layout.columns.findIndex((one) => one.group === column.group && one.resource === column.resource);
}

function placeOf(target: EventTarget): Place | undefined {
  if (!(target instanceof Element)) return undefined;
  const row = target.closest<HTMLElement>("[data-row]")?.dataset.row;
  const column = target.closest<HTMLElement>("[data-column]")?.dataset.column;
  return row === undefined || column === undefined ? undefined : { row: Number(row), column: Number(column) };
}

/** Every subject's rights on every resource. One tab stop; see `grid-keys` for the keys. */
export function MatrixGrid({ scanId, filter, matrix, open, openRow, onOpen }: GridProps) {
  const scroller = useRef<HTMLTableElement>(null);
  const layout = useLayout(matrix);
  const reveal = useReveal(scroller, layout);
  const size = { rows: matrix.rows, columns: layout.columns.length + 1 };
  const first = { row: openRow ?? 0, column: open === null ? 1 : openColumn(open, layout) };
  const { place, onPoint, onMove } = useRoving(scroller, first, size, reveal);
  const drawn = useGridWindow({
    scroller,
    rows: matrix.rows,
    columns: layout.columns.length,
    columnWidth: layout.columnWidth,
    place,
  });
  const blocks = useGradual(blocksOf(drawn.columns).join(), blocksAFrame);
  const rows = useGradual(drawn.rows.join(), emptyRowsAFrame);
  const inView = useSettled(`${Math.floor(drawn.from / pageSize)}-${Math.floor(drawn.to / pageSize)}`, 60);
  const [firstPage = 0, lastPage = 0] = inView.split("-").map(Number);
  const { rowAt, failed } = useMatrixRows(scanId, filter, matrix.rows, { firstPage, lastPage, kept: place.row });
  const loaded = listOf(rows).filter((index) => rowAt(index) !== undefined);
  const filled = new Set(listOf(useGradual(loaded.join(), rowsAFrame)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the place that the link names is scrolled to, once
  useLayoutEffect(() => reveal(first), []);

  const openAt = (at: Place) => {
    const row = rowAt(at.row);
    if (row !== undefined) onOpen(addressOf(row, layout.columns[at.column - 1]), at.row);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" && event.key !== " ") return onMove(event);
    event.preventDefault();
    openAt(place);
  };
  const onClick = (event: MouseEvent) => {
    const at = placeOf(event.target);
    if (at === undefined) return;
    onPoint(at);
    openAt(at);
  };
  const openAtColumn = openColumn(open, layout);
  return (
    <div className="relative flex min-h-0 flex-1 overflow-hidden">
      <table
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus
        role="grid"
        aria-label={`Rights of ${counted(matrix.rows, "subject")} on ${counted(layout.columns.length, "resource")}`}
        aria-rowcount={matrix.rows + 2}
        aria-colcount={layout.columns.length + 1}
        aria-readonly
        className={`${styles.scroller} min-w-0 flex-1`}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => event.target.matches(":focus-visible") && reveal(place)}
      >
        <GridHead layout={layout} blocks={blocks} caption={counted(matrix.rows, "subject")} />
        <tbody
          className={styles.body}
          style={
            { height: matrix.rows * rowHeight + 24, width: layout.width, "--column": `${layout.columnWidth}px` } as CSSProperties
          }
        >
          {listOf(rows).map((index) => {
            const row = rowAt(index);
            const isOpen = open !== null && row !== undefined && sameSubject(row.subject, open.subject);
            return (
              <GridRow
                key={index}
                index={index}
                row={filled.has(index) ? row : undefined}
                layout={layout}
                blocks={blocks}
                active={place.row === index ? place.column : undefined}
                open={isOpen ? openAtColumn : undefined}
              />
            );
          })}
        </tbody>
      </table>
      <OverviewStrip
        bands={matrix.overview}
        rows={matrix.rows}
        scroller={scroller}
        onJump={(row) => {
          const field = scroller.current;
          field?.scrollTo({ top: row * rowHeight - (field.clientHeight - headHeight) / 2 });
        }}
      />
      {failed === undefined ? null : (
        <p
          role="alert"
          className="absolute inset-x-4 bottom-3 z-10 flex items-center gap-3 rounded-panel border border-critical bg-panel px-3 py-2"
        >
          <span className="min-w-0 flex-1">Some rows could not be loaded: {problemOf(failed.error).title}</span>
          <Button size="small" onClick={failed.retry}>
            Try again
          </Button>
        </p>
      )}
    </div>
  );
}

function addressOf(row: MatrixRow, column: { group: string; resource: string } | undefined): CellAddress {
  return {
    subject: row.subject,
    ...(column === undefined ? {} : { column: { group: column.group, resource: column.resource } }),
  };
}
