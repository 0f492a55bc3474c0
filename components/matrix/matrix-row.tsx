import { memo } from "react";
import type { NamespaceRow, ResourceRow } from "#contracts/access/pivots.ts";
import type { MatrixRow } from "#contracts/access.ts";
import { type Cell, cellText, emptyCell } from "./cell-reach.ts";
import { columnsOf, listOf, withinBlock } from "./column-blocks.ts";
import { type Count, countText, isCount } from "./count-cell.ts";
import styles from "./matrix.module.css";
import { RowHeader } from "./row-header.tsx";

export interface Column {
  readonly label: string;
  /** How the head writes it: a line end is kept. */
  readonly short: string;
  /** What a pointer is told; the label where it is absent. */
  readonly title?: string;
  /** Its number in the cells of a row. */
  readonly number: number;
  /** The cluster does not serve it: only rules name it. */
  readonly unserved: boolean;
  /** Begins a group. */
  readonly first: boolean;
}

/** Neighbouring columns under one heading; `from` and `to` are places, inclusive. */
export interface Heading {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

export interface Layout {
  readonly columns: readonly Column[];
  readonly headings: readonly Heading[];
  /** What stands under each column: the letters of the verbs. */
  readonly letters: string;
  readonly columnWidth: number;
  readonly headerWidth: number;
  readonly width: number;
}

/** What a row is about, and what is counted of it. */
export type RowTitle =
  | { readonly kind: "subject"; readonly row: MatrixRow }
  | { readonly kind: "resource"; readonly row: ResourceRow; readonly label: string }
  | { readonly kind: "namespace"; readonly row: NamespaceRow };

/** One row of the grid. The same data gives the same object. */
export interface Line {
  readonly title: RowTitle;
  readonly cells: Readonly<Record<number, Cell | Count>>;
  /** Cells that are not named give nothing; else they have not been loaded. */
  readonly sparse: boolean;
}

/** @returns a cell of a line; undefined where it has not been loaded. */
export function cellOf(line: Line | undefined, column: Column): Cell | Count | undefined {
  return line?.cells[column.number] ?? (line?.sparse ? emptyCell : undefined);
}

interface RowProps {
  readonly index: number;
  /** Absent while it loads. */
  readonly line: Line | undefined;
  readonly layout: Layout;
  /** Numbers of the blocks to draw, joined by commas: a text is compared by what it says. */
  readonly blocks: string;
  /** The one tab stop, when it is in this row: 0 is the header, 1 the first resource. */
  readonly active: number | undefined;
  /** The open cell, when it is in this row. */
  readonly open: number | undefined;
}

/** One row over its picture. It is drawn again only when something of its own changes. */
export const GridRow = memo(function GridRow({ index, line, layout, blocks, active, open }: RowProps) {
  return (
    <tr aria-rowindex={index + 3} data-row={index} data-open={open === undefined ? undefined : ""} className={styles.row}>
      <RowHeader title={line?.title} width={layout.headerWidth} active={active === 0} open={open === 0} />
      {listOf(blocks).map((block) => (
        <CellBlock
          key={block}
          block={block}
          line={line}
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
const CellBlock = memo(function CellBlock({ block, line, layout, active, open }: BlockProps) {
  const { columns, columnWidth, headerWidth } = layout;
  return columnsOf([block]).map((place) => {
    const column = columns[place];
    if (column === undefined || (line === undefined && active !== place + 1)) return null;
    return (
      <GridCell
        key={place}
        place={place}
        column={column}
        cell={cellOf(line, column)}
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
  readonly cell: Cell | Count | undefined;
  readonly left: number;
  readonly active: boolean;
  readonly open: boolean;
}

/** What a cell says, and what can be done with it; what it shows is in the picture below it. */
function GridCell({ place, column, cell, left, active, open }: CellProps) {
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus
      role="gridcell"
      aria-colindex={place + 2}
      aria-selected={open || undefined}
      aria-label={`${column.label}: ${textOf(cell)}`}
      tabIndex={active ? 0 : undefined}
      data-column={place + 1}
      data-first={column.first ? "" : undefined}
      className={styles.cell}
      style={{ left }}
    />
  );
}

function textOf(cell: Cell | Count | undefined): string {
  if (cell === undefined) return "loading";
  return isCount(cell) ? countText(cell) : cellText(cell);
}
