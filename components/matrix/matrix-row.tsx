import { memo } from "react";
import type { MatrixRow } from "#contracts/access.ts";
import { SubjectIcon } from "../access/subject.tsx";
import { subjectLabel } from "../access/subject-words.ts";
import { SeverityGlyph, VerdictGlyph } from "../ui/glyphs.tsx";
import { Skeleton } from "../ui/states.tsx";
import { cellBackground, isUnseen } from "./cell-paint.ts";
import { type Cell, cellText, emptyCell } from "./cell-reach.ts";
import type { ColumnName } from "./column-groups.ts";
import { rowHeight } from "./grid-geometry.ts";
import styles from "./matrix.module.css";
import { dangerousText, rowLevel } from "./row-summary.ts";

export interface Column extends ColumnName {
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
interface RowProps {
  readonly index: number;
  /** Absent while it loads. */
  readonly row: MatrixRow | undefined;
  readonly layout: Layout;
  /** Places of the columns to draw. */
  readonly drawn: readonly number[];
  /** The one tab stop, when it is in this row: 0 is the header, 1 the first resource. */
  readonly active: number | undefined;
  /** The open cell, when it is in this row. */
  readonly open: number | undefined;
}

/** One subject. It is drawn again only when something of its own changes. */
export const GridRow = memo(function GridRow({ index, row, layout, drawn, active, open }: RowProps) {
  const { columns, columnWidth, headerWidth, width } = layout;
  return (
    <tr
      aria-rowindex={index + 3}
      data-row={index}
      data-open={open === undefined ? undefined : ""}
      className={styles.row}
      style={{ top: index * rowHeight, width }}
    >
      <RowHeader row={row} width={headerWidth} active={active === 0} open={open === 0} />
      {drawn.map((column) => {
        const name = columns[column];
        if (name === undefined || (row === undefined && active !== column + 1)) return null;
        const cell = row?.cells[name.number] ?? emptyCell;
        return (
          <GridCell
            key={column}
            column={column}
            name={name}
            cell={row === undefined ? undefined : cell}
            left={headerWidth + column * columnWidth}
            width={columnWidth}
            active={active === column + 1}
            open={open === column + 1}
          />
        );
      })}
    </tr>
  );
});

interface CellProps {
  readonly column: number;
  readonly name: Column;
  readonly cell: Cell | undefined;
  readonly left: number;
  readonly width: number;
  readonly active: boolean;
  readonly open: boolean;
}

function GridCell({ column, name, cell, left, width, active, open }: CellProps) {
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus
      role="gridcell"
      aria-colindex={column + 2}
      aria-selected={open}
      aria-label={`${name.label}: ${cell === undefined ? "loading" : cellText(cell)}`}
      tabIndex={active ? 0 : -1}
      data-column={column + 1}
      data-first={name.first ? "" : undefined}
      data-spaces={cell?.spaces}
      data-unseen={cell !== undefined && isUnseen(cell.reach) ? "" : undefined}
      className={styles.cell}
      style={{ left, width, background: cell === undefined ? undefined : cellBackground(cell.reach) }}
    />
  );
}

function RowHeader({ row, width, active, open }: { row: MatrixRow | undefined; width: number; active: boolean; open: boolean }) {
  const shared = {
    scope: "row",
    "aria-colindex": 1,
    "data-column": 0,
    tabIndex: active ? 0 : -1,
    className: styles.header,
  } as const;
  if (row === undefined) {
    return (
      <th {...shared} style={{ width }}>
        <span className="sr-only">loading</span>
        <Skeleton className="h-2.5 w-2/5" />
      </th>
    );
  }
  const { subject } = row;
  const level = rowLevel(row);
  const incomplete = row.incomplete ? ", not seen in full" : "";
  return (
    <th {...shared} style={{ width }} aria-selected={open}>
      <SubjectIcon kind={subject.kind} />
      <code title={subjectLabel(subject)} className={styles.name}>
        {subject.namespace === undefined ? null : <span>{subject.namespace}/</span>}
        {subject.name}
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
