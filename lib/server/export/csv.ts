/**
 * CSV that a spreadsheet and a script both read as what it is: RFC 4180, UTF-8, a comma, CRLF. Text of a cluster is hostile: what
 * a spreadsheet would take for a formula stands behind an apostrophe, and what cannot be seen stands as its escape.
 */
import { cleanLines } from "../../core/text/clean.ts";

export type Cell = string | number | boolean | null | undefined;

export const csvType = "text/csv; charset=utf-8; header=present";

/** Nothing in it needs a second look: most cells are such. */
const plain = /^(?:[0-9A-Za-z][ !#-+\--~]*)?$/;
const printable = /^[ -~]*$/;
/** What begins a formula, also after blanks, which spreadsheets leave out, and in the full-width forms, which they read alike. */
const formula = /^[\s'"]*[=+\-@|%\uff1d\uff0b\uff0d\uff20]/u;
const quoted = /[",\n]|^\s|\s$/;

/** @returns one record with its end. */
export function csvLine(cells: readonly Cell[]): string {
  let line = "";
  for (let i = 0; i < cells.length; i++) line += (i === 0 ? "" : ",") + csvCell(cells[i]);
  return `${line}\r\n`;
}

function csvCell(value: Cell): string {
  if (value === undefined || value === null) return "";
  if (typeof value !== "string") return String(value);
  if (plain.test(value)) return value;
  const text = printable.test(value) ? value : cleanLines(value.replaceAll("\r\n", "\n").toWellFormed());
  const safe = formula.test(text) ? `'${text}` : text;
  return quoted.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table: what each column is called and what stands in it. */
export type Columns<T> = Readonly<Record<string, (row: T) => Cell>>;

/** @returns the record with the names of the columns. */
export function csvHead<T>(columns: Columns<T>): string {
  return csvLine(Object.keys(columns));
}

/** @returns the records of these rows. What stands in the row before is not looked at again: sorted rows have much in common. */
export function csvRows<T>(columns: Columns<T>, rows: readonly T[]): string {
  const cells = Object.values(columns);
  const before: Cell[] = [];
  const texts: string[] = cells.map(() => "");
  const lines = rows.map((row) => {
    let line = "";
    for (let i = 0; i < cells.length; i++) {
      const value = cells[i]?.(row);
      if (value !== before[i]) {
        before[i] = value;
        texts[i] = csvCell(value);
      }
      line += i === 0 ? texts[i] : `,${texts[i]}`;
    }
    return line;
  });
  return lines.length === 0 ? "" : `${lines.join("\r\n")}\r\n`;
}
