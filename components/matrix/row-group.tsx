import { memo } from "react";
import { cellMarks, type Marks } from "./cell-marks.ts";
import type { Cell } from "./cell-reach.ts";
import { blockSize, columnsOf, listOf } from "./column-blocks.ts";
import { type Count, countLabel, countMarks, isCount } from "./count-cell.ts";
import { groupRows, headHeight, rowHeight, rowsInGroup } from "./grid-geometry.ts";
import type { Place } from "./grid-keys.ts";
import { MarksDrawing } from "./marks.tsx";
import styles from "./matrix.module.css";
import { cellOf, GridRow, type Layout, type Line } from "./matrix-row.tsx";

interface GroupProps {
  readonly group: number;
  readonly rowCount: number;
  /** Of its rows; undefined while one loads. */
  readonly lines: readonly (Line | undefined)[];
  readonly layout: Layout;
  /** Numbers of the blocks to draw, joined by commas: a text is compared by what it says. */
  readonly blocks: string;
  /** The one tab stop, when it is in this group. */
  readonly active: Place | undefined;
  /** The open cell, when it is in this group. */
  readonly open: Place | undefined;
}

/** A few rows over one picture for each block of their cells. It is drawn again only when something of its own changes. */
export const RowGroup = memo(function RowGroup({ group, rowCount, lines, layout, blocks, active, open }: GroupProps) {
  const top = headHeight + group * groupRows * rowHeight;
  return (
    <tbody className={styles.rows} style={{ top, width: layout.width }}>
      <tr aria-hidden className={styles.pictures}>
        <td>
          {listOf(blocks).map((block) => (
            <Picture key={block} block={block} lines={lines} layout={layout} />
          ))}
        </td>
      </tr>
      {rowsInGroup(group, rowCount).map((index, place) => (
        <GridRow
          key={index}
          index={index}
          line={lines[place]}
          layout={layout}
          blocks={blocks}
          active={active?.row === index ? active.column : undefined}
          open={open?.row === index ? open.column : undefined}
        />
      ))}
    </tbody>
  );
}, isSameGroup);

function isSameLines(a: GroupProps["lines"], b: GroupProps["lines"]): boolean {
  return a.length === b.length && a.every((line, place) => line === b[place]);
}

function isSamePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a?.row === b?.row && a?.column === b?.column;
}

function isSameGroup(a: GroupProps, b: GroupProps): boolean {
  return (
    a.rowCount === b.rowCount &&
    a.layout === b.layout &&
    a.blocks === b.blocks &&
    isSamePlace(a.active, b.active) &&
    isSamePlace(a.open, b.open) &&
    isSameLines(a.lines, b.lines)
  );
}

type PictureProps = Pick<GroupProps, "lines" | "layout"> & { readonly block: number };

/** The marks and the numbers of a block of cells. */
const Picture = memo(
  function Picture({ block, lines, layout }: PictureProps) {
    const { columns, columnWidth, headerWidth } = layout;
    const shown = columnsOf([block]).flatMap((place) => columns[place] ?? []);
    const rows = lines.map((line) => shown.map((column) => cellOf(line, column)));
    const left = headerWidth + block * blockSize * columnWidth;
    const counts = rows.some((cells) => cells.some((cell) => cell !== undefined && isCount(cell)));
    return (
      <>
        <MarksDrawing rows={rows.map((cells) => cells.map(marksOf))} cellWidth={columnWidth} left={left} />
        <span className={counts ? styles.counts : styles.spaces} style={{ left }}>
          {rows.map((cells) => cells.map(numberOf).join("\t")).join("\n")}
        </span>
      </>
    );
  },
  (a, b) => a.block === b.block && a.layout === b.layout && isSameLines(a.lines, b.lines),
);

function marksOf(cell: Cell | Count | undefined): Marks | undefined {
  if (cell === undefined) return undefined;
  return isCount(cell) ? countMarks(cell) : cellMarks(cell.reach);
}

function numberOf(cell: Cell | Count | undefined): string {
  if (cell === undefined) return "";
  return isCount(cell) ? (countLabel(cell) ?? "") : `${cell.spaces ?? ""}`;
}
