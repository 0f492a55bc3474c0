/** Where the keyboard goes in the grid. Row 0 is the first subject; column 0 is the row's header, column 1 the first resource. */
export interface Place {
  readonly row: number;
  readonly column: number;
}
export interface GridSize {
  readonly rows: number;
  /** Resources plus one for the header. */
  readonly columns: number;
  /** Rows that PgUp and PgDn move by. */
  readonly page: number;
}
export interface Key {
  readonly key: string;
  readonly ctrl: boolean;
}

/** @returns the place inside the grid that is nearest; a grid without rows has only row 0. */
export function clampPlace(place: Place, size: GridSize): Place {
  return {
    row: Math.max(0, Math.min(place.row, size.rows - 1)),
    column: Math.max(0, Math.min(place.column, size.columns - 1)),
  };
}

/** @returns where the key leads from here, or undefined when it is not a key of the grid. At an edge it stays. */
export function placeAfter(from: Place, { key, ctrl }: Key, size: GridSize): Place | undefined {
  const to = target(from, key, ctrl, size);
  return to === undefined ? undefined : clampPlace(to, size);
}

function target({ row, column }: Place, key: string, ctrl: boolean, size: GridSize): Place | undefined {
  switch (key) {
    case "ArrowUp":
      return { row: ctrl ? 0 : row - 1, column };
    case "ArrowDown":
      return { row: ctrl ? size.rows - 1 : row + 1, column };
    case "ArrowLeft":
      return { row, column: ctrl ? 0 : column - 1 };
    case "ArrowRight":
      return { row, column: ctrl ? size.columns - 1 : column + 1 };
    case "PageUp":
      return { row: row - size.page, column };
    case "PageDown":
      return { row: row + size.page, column };
    case "Home":
      return { row: ctrl ? 0 : row, column: 0 };
    case "End":
      return { row: ctrl ? size.rows - 1 : row, column: size.columns - 1 };
    default:
      return undefined;
  }
}
