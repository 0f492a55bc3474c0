import { memo } from "react";
import type { MatrixRow } from "#contracts/access.ts";
import { SubjectIcon } from "../access/subject.tsx";
import { subjectLabel } from "../access/subject-words.ts";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { cellBackground, isUnseen } from "./cell-paint.ts";
import { type Cell, cellText, emptyCell } from "./cell-reach.ts";
import type { ColumnName } from "./column-groups.ts";
import { rowHeight } from "./grid-geometry.ts";
import styles from "./matrix.module.css";
import { dangerousText, rowLevel } from "./row-summary.ts";

interface Column extends ColumnName {
  /** Its number in the cells of a row. */
  readonly number: number;
  /** The cluster does not serve it: only rules name it. */
  readonly unserved: boolean;
  readonly label: string;
  /** Begins an API group. */
  readonly first: boolean;
}
export interface Layout {
  readonly columns: readonly Column[];
  readonly columnWidth: number;
  readonly headerWidth: number;
  readonly width: number;
}
/** Columns are drawn in blocks, so that a step to the side draws few cells and compares few. */
const blockSize = 5;

/** @returns the blocks in which the columns are, each once and in order. */
export function blocksOf(columns: readonly number[]): readonly number[] {
  return [...new Set(columns.map((column) => Math.floor(column / blockSize)))];
}

/** @returns the numbers of a list that was joined by commas. */
export function listOf(text: string): readonly number[] {
  return text === "" ? [] : text.split(",").map(Number);
}

/** @returns the places of the columns of the blocks. */
export function columnsOf(blocks: readonly number[]): readonly number[] {
  return blocks.flatMap((block) => Array.from({ length: blockSize }, (_, index) => block * blockSize + index));
}

/** The place of a cell, when it is in this block: 1 is the first resource, 0 the header. */
function withinBlock(column: number | undefined, block: number): number | undefined {
  return column !== undefined && column > 0 && Math.floor((column - 1) / blockSize) === block ? column : undefined;
}

interface RowProps {
  readonly index: number;
  /** Absent while it loads. */
  readonly row: MatrixRow | undefined;
  readonly layout: Layout;
  /** Numbers of the blocks to draw, joined by commas: a text is compared by what it says. */
  readonly blocks: string;
  /** The one tab stop, when it is in this row: 0 is the header, 1 the first resource. */
  readonly active: number | undefined;
  /** The open cell, when it is in this row. */
  readonly open: number | undefined;
}

/** One subject. It is drawn again only when something of its own changes. */
export const GridRow = memo(function GridRow({ index, row, layout, blocks, active, open }: RowProps) {
  return (
    <tr
      aria-rowindex={index + 3}
      data-row={index}
      data-open={open === undefined ? undefined : ""}
      className={styles.row}
      style={{ top: index * rowHeight, width: layout.width }}
    >
      <RowHeader row={row} width={layout.headerWidth} active={active === 0} open={open === 0} />
      {listOf(blocks).map((block) => (
        <CellBlock
          key={block}
          block={block}
          row={row}
          layout={layout}
          active={withinBlock(active, block)}
          open={withinBlock(open, block)}
        />
      ))}
    </tr>
  );
});

type BlockProps = Omit<RowProps, "index" | "blocks"> & { readonly block: number };

/** The cells of one block; of a row that loads, only the one that holds the focus. */
const CellBlock = memo(function CellBlock({ block, row, layout, active, open }: BlockProps) {
  const { columns, columnWidth, headerWidth } = layout;
  return columnsOf([block]).map((place) => {
    const column = columns[place];
    if (column === undefined || (row === undefined && active !== place + 1)) return null;
    return (
      <GridCell
        key={place}
        place={place}
        column={column}
        cell={row === undefined ? undefined : (row.cells[column.number] ?? emptyCell)}
        left={headerWidth + place * columnWidth}
        active={active === place + 1}
        open={open === place + 1}
      />
    );
  });
});

interface CellProps {
  readonly place: number;
  readonly column: Column;
  readonly cell: Cell | undefined;
  readonly left: number;
  readonly active: boolean;
  readonly open: boolean;
}

function GridCell({ place, column, cell, left, active, open }: CellProps) {
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus
      role="gridcell"
      aria-colindex={place + 2}
      aria-selected={open || undefined}
      aria-label={`${column.label}: ${cell === undefined ? "loading" : cellText(cell)}`}
      tabIndex={active ? 0 : undefined}
      data-column={place + 1}
      data-first={column.first ? "" : undefined}
      data-spaces={cell?.spaces}
      data-unseen={cell !== undefined && isUnseen(cell.reach) ? "" : undefined}
      className={styles.cell}
      style={cell === emptyCell ? { left } : { left, background: cell === undefined ? "none" : cellBackground(cell.reach) }}
    />
  );
}

function RowHeader({ row, width, active, open }: { row: MatrixRow | undefined; width: number; active: boolean; open: boolean }) {
  const shared = {
    scope: "row",
    "aria-colindex": 1,
    "data-column": 0,
    tabIndex: active ? 0 : undefined,
    className: styles.header,
  } as const;
  if (row === undefined) {
    return (
      <th {...shared} style={{ width }}>
        <span className="sr-only">loading</span>
        <span aria-hidden className="h-2.5 w-2/5 rounded-control bg-raise" />
      </th>
    );
  }
  const { subject } = row;
  const level = rowLevel(row);
  const incomplete = row.incomplete ? ", not seen in full" : "";
  return (
    <th {...shared} style={{ width }} aria-selected={open || undefined}>
      <SubjectIcon kind={subject.kind} />
      <code title={subjectLabel(subject)} className={styles.name}>
        {subject.namespace === undefined ? null : <span>{subject.namespace}/</span>}
        {visibleText(subject.name)}
      </code>
      <span
        className={styles.dangerous}
        data-none={row.dangerous === 0 ? "" : undefined}
        title={`${row.dangerous} dangerous rights${incomplete}`}
      >
        {level === undefined ? null : <SeverityGlyph severity={level} />}
        {row.incomplete && level === undefined ? <VerdictGlyph verdict="notAssessed" /> : null}
        <span aria-hidden>{dangerousText(row)}</span>
        <span className="sr-only">{` ${row.dangerous} dangerous rights${incomplete}`}</span>
      </span>
    </th>
  );
}
