/** A cell as the API spells it: a letter a verb, upper case where the right is dangerous. */
import type { MatrixRow } from "../../../contracts/access.ts";
import { givesNothing, readCell } from "../../../core/rbac/cells.ts";

type CellView = MatrixRow["cells"][string];

const letters = { none: "-", named: "n", namespaces: "s", everywhere: "e", unknown: "?" } as const;

/** @returns the cell of eight codes; undefined where it gives nothing. */
export function cellView(codes: ArrayLike<number>, marks: readonly boolean[]): CellView | undefined {
  if (givesNothing(codes)) return undefined;
  let reach = "";
  let spaces = 0;
  for (let verb = 0; verb < codes.length; verb++) {
    const { state, count } = readCell(codes[verb] ?? 0);
    if (count > spaces) spaces = count;
    reach += letterOf(letters[state], marks[verb] ?? false);
  }
  return spaces > 0 ? { reach, spaces } : { reach };
}

/** A right to objects by name is another, smaller one. */
function letterOf(letter: string, marked: boolean): string {
  return marked && (letter === "e" || letter === "s") ? letter.toUpperCase() : letter;
}
