import { type Ink, inks, type Marks, markOrigin } from "./cell-marks.ts";
import { rowHeight } from "./grid-geometry.ts";
import styles from "./matrix.module.css";

interface DrawingProps {
  /** What is drawn in the cells of neighbouring rows, from the left. */
  readonly rows: readonly (readonly (Marks | undefined)[])[];
  /** Pixels from one cell to the next. */
  readonly cellWidth: number;
  /** Pixels from the left of what holds it. */
  readonly left?: number;
}

/** The marks of neighbouring cells as one picture, a path a colour: what they say is said in words beside it. */
export function MarksDrawing({ rows, cellWidth, left }: DrawingProps) {
  const paths = joined(rows, cellWidth);
  const width = Math.max(0, ...rows.map((cells) => cells.length)) * cellWidth;
  return (
    <svg
      aria-hidden
      width={width}
      height={rows.length * rowHeight}
      className={styles.marks}
      style={left === undefined ? undefined : { left }}
    >
      {inks.map((ink) => (paths[ink] === undefined ? null : <path key={ink} className={styles[ink]} d={paths[ink]} />))}
    </svg>
  );
}

function joined(rows: DrawingProps["rows"], cellWidth: number): Marks {
  const paths: Partial<Record<Ink, string>> = {};
  for (const [row, cells] of rows.entries())
    for (const [place, marks] of cells.entries()) {
      if (marks === undefined) continue;
      const start = `M${place * cellWidth + markOrigin.x} ${row * rowHeight + markOrigin.y}`;
      for (const ink of inks) {
        const path = marks[ink];
        if (path !== undefined) paths[ink] = `${paths[ink] ?? ""}${start}${path}`;
      }
    }
  return paths;
}
