"use client";
import type { CSSProperties, KeyboardEvent, MouseEvent } from "react";
import { problemOf } from "#client/problem.ts";
import { Button } from "../ui/button.tsx";
import { blocksInRow, listOf } from "./column-blocks.ts";
import { headHeight, rowHeight } from "./grid-geometry.ts";
import type { Place } from "./grid-keys.ts";
import styles from "./matrix.module.css";
import { GridHead } from "./matrix-head.tsx";
import { GridRow, type Line } from "./matrix-row.tsx";
import { OverviewStrip } from "./overview-strip.tsx";
import { useGradual } from "./use-gradual.ts";
import { type GridField, useDrawn } from "./use-grid-field.ts";

const rowsAFrame = 8;

interface FieldProps {
  readonly field: GridField;
  readonly label: string;
  readonly caption: string;
  readonly counts: string;
  /** The danger of equal bands of rows; empty where no map is drawn. */
  readonly bands: readonly number[];
  readonly lineAt: (row: number) => Line | undefined;
  /** The column of the open cell in a row: 0 is the header. */
  readonly openIn: (line: Line) => number | undefined;
  readonly onOpen: (at: Place) => void;
  readonly failed: { readonly error: Error; readonly retry: () => void } | undefined;
}

function placeOf(target: EventTarget): Place | undefined {
  if (!(target instanceof Element)) return undefined;
  const row = target.closest<HTMLElement>("[data-row]")?.dataset.row;
  const column = target.closest<HTMLElement>("[data-column]")?.dataset.column;
  return row === undefined || column === undefined ? undefined : { row: Number(row), column: Number(column) };
}

/** A grid of rights: one tab stop, see `grid-keys` for the keys; a few rows are filled a frame. */
export function GridFieldView({ field, label, caption, counts, bands, lineAt, openIn, onOpen, failed }: FieldProps) {
  const { scroller, layout, rowCount, place, onPoint, onMove, reveal } = field;
  const { rows, blocks, byBand } = useDrawn(field);
  const loaded = rows.filter((index) => lineAt(index) !== undefined);
  const filled = new Set(listOf(useGradual(loaded.join(), rowsAFrame)));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" && event.key !== " ") return onMove(event);
    event.preventDefault();
    onOpen(place);
  };
  const onClick = (event: MouseEvent) => {
    const at = placeOf(event.target);
    if (at === undefined) return;
    onPoint(at);
    onOpen(at);
  };
  return (
    <div className="relative flex min-h-0 flex-1 overflow-hidden">
      <table
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus
        role="grid"
        aria-label={label}
        aria-rowcount={rowCount + 2}
        aria-colcount={layout.columns.length + 1}
        aria-readonly
        className={`${styles.scroller} min-w-0 flex-1`}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => event.target.matches(":focus-visible") && reveal(place)}
      >
        <GridHead layout={layout} blocks={blocks} caption={caption} counts={counts} />
        <tbody
          className={styles.body}
          style={
            { height: rowCount * rowHeight + 24, width: layout.width, "--column": `${layout.columnWidth}px` } as CSSProperties
          }
        >
          {rows.map((index) => {
            const line = lineAt(index);
            return (
              <GridRow
                key={index}
                index={index}
                line={filled.has(index) ? line : undefined}
                layout={layout}
                blocks={blocksInRow(byBand, index)}
                active={place.row === index ? place.column : undefined}
                open={line === undefined ? undefined : openIn(line)}
              />
            );
          })}
        </tbody>
      </table>
      {bands.length === 0 ? null : (
        <OverviewStrip
          bands={bands}
          rows={rowCount}
          scroller={scroller}
          onJump={(row) => {
            const view = scroller.current;
            view?.scrollTo({ top: row * rowHeight - (view.clientHeight - headHeight) / 2 });
          }}
        />
      )}
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
