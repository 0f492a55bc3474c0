/** Lines of columns for a terminal. */
import { clean } from "#core/text/clean.ts";

const between = "  ";

/** @returns the rows under their headings, each cell cleaned, the last column as long as it is. */
export function* table(headings: readonly string[], rows: readonly (readonly string[])[]): Generator<string> {
  const cleaned = rows.map((row) => row.map(clean));
  const widths = headings.map((heading, column) =>
    cleaned.reduce((width, row) => Math.max(width, row[column]?.length ?? 0), heading.length),
  );
  yield line(headings, widths);
  for (const row of cleaned) yield line(row, widths);
}

function line(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, column) => (column === cells.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)));
  return `${padded.join(between).trimEnd()}\n`;
}
