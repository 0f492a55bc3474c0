"use client";
import type { CSSProperties, KeyboardEvent, MouseEvent } from "react";
import { problemOf } from "#client/problem.ts";
import { Button } from "../ui/button.tsx";
import { blocksInGroup, listOf } from "./column-blocks.ts";
import { groupRows, headHeight, rowHeight, rowsInGroup } from "./grid-geometry.ts";
import type { Place } from "./grid-keys.ts";
import styles from "./matrix.module.css";
import { GridHead } from "./matrix-head.tsx";
import type { Line } from "./matrix-row.tsx";
import { OverviewStrip } from "./overview-strip.tsx";
import { RowGroup } from "./row-group.tsx";
import { useGradual } from "./use-gradual.ts";
import { type GridField, useDrawn } from "./use-grid-field.ts";

const groupsAFrame = 2;

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

/** A grid of rights: one tab stop, see `grid-keys` for the keys; a few groups of rows are filled a frame. */
export function GridFieldView({ field, label, caption, counts, bands, lineAt, openIn, onOpen, failed }: FieldProps) {
  const { scroller, layout, rowCount, place, onPoint, onMove, reveal } = field;
  const { groups, blocks, byBand } = useDrawn(field);
  const linesOf = (group: number) => rowsInGroup(group, rowCount).map(lineAt);
  const loaded = groups.filter((group) => linesOf(group).every((line) => line !== undefined));
  const filled = new Set(listOf(useGradual(loaded.join(), groupsAFrame)));
  const openAt = (group: number, lines: readonly (Line | undefined)[]): Place | undefined => {
    const columns = lines.map((line) => line && openIn(line));
    const place = columns.findIndex((column) => column !== undefined);
    return place < 0 ? undefined : { row: group * groupRows + place, column: columns[place] ?? 0 };
  };
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
        style={{ "--column": `${layout.columnWidth}px` } as CSSProperties}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onFocus={(event) => event.target.matches(":focus-visible") && reveal(place)}
      >
        <GridHead layout={layout} blocks={blocks} caption={caption} counts={counts} />
        <tbody className={styles.room} style={{ height: rowCount * rowHeight + 24, width: layout.width }} />
        {groups.map((group) => {
          const lines = linesOf(group);
          return (
            <RowGroup
              key={group}
              group={group}
              rowCount={rowCount}
              lines={filled.has(group) ? lines : []}
              layout={layout}
              blocks={blocksInGroup(byBand, group)}
              active={Math.floor(place.row / groupRows) === group ? place : undefined}
              open={openAt(group, lines)}
            />
          );
        })}
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
