import { type Ink, inks, type Marks, markOrigin } from "./cell-marks.ts";
import { rowHeight } from "./grid-geometry.ts";
import styles from "./matrix.module.css";

interface DrawingProps {
  /** What is drawn in neighbouring cells, from the left. */
  readonly cells: readonly (Marks | undefined)[];
  /** Pixels from one cell to the next. */
  readonly cellWidth: number;
}

/** The marks of neighbouring cells as one picture, a path a colour: what they say is said in words beside it. */
export function MarksDrawing({ cells, cellWidth }: DrawingProps) {
  const paths = joined(cells, cellWidth);
  return (
    <svg aria-hidden width={cells.length * cellWidth} height={rowHeight - 1} className={styles.marks}>
      {inks.map((ink) => (paths[ink] === undefined ? null : <path key={ink} className={styles[ink]} d={paths[ink]} />))}
    </svg>
  );
}

function joined(cells: DrawingProps["cells"], cellWidth: number): Marks {
  const paths: Partial<Record<Ink, string>> = {};
  for (const [index, marks] of cells.entries()) {
    if (marks === undefined) continue;
    const start = `M${index * cellWidth + markOrigin.x} ${markOrigin.y}`;
    for (const ink of inks) {
      const path = marks[ink];
      if (path !== undefined) paths[ink] = `${paths[ink] ?? ""}${start}${path}`;
    }
  }
  return paths;
}
