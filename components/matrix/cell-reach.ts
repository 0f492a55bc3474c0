/** What a cell of the matrix says, read from its eight letters, and said again in words. Knows nothing of how it is drawn. */

export type Reach = "none" | "named" | "namespaces" | "everywhere" | "unknown";
export interface VerbReach {
  readonly reach: Reach;
  readonly dangerous: boolean;
}
export interface Cell {
  /** Eight letters, one a verb. */
  readonly reach: string;
  /** Namespaces behind the cell's `s`. */
  readonly spaces?: number | undefined;
}

export const verbNames = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"] as const;
/** The letters over each column: g l w c u p d D. */
export const verbLetters = "glwcupdD";

const byLetter: Readonly<Record<string, VerbReach>> = {
  "-": { reach: "none", dangerous: false },
  n: { reach: "named", dangerous: false },
  s: { reach: "namespaces", dangerous: false },
  e: { reach: "everywhere", dangerous: false },
  N: { reach: "named", dangerous: true },
  S: { reach: "namespaces", dangerous: true },
  E: { reach: "everywhere", dangerous: true },
};
/** A letter that this version does not know is not known: never "none". */
const unknown: VerbReach = { reach: "unknown", dangerous: false };

/** @returns the reach of each of the eight verbs. */
export function parseReach(letters: string): readonly VerbReach[] {
  return verbNames.map((_, index) => byLetter[letters[index] ?? "?"] ?? unknown);
}

/** The cell of a column that the row does not name. */
export const emptyCell: Cell = { reach: "--------" };

function verbsAs(words: readonly VerbReach[], wanted: (word: VerbReach) => boolean): string | undefined {
  const names = verbNames.filter((_, index) => {
    const word = words[index];
    return word !== undefined && wanted(word);
  });
  if (names.length === 0) return undefined;
  return names.length === verbNames.length ? "every verb" : names.join(", ");
}

function inSpaces(spaces: number | undefined): string {
  if (spaces === undefined) return "in some namespaces";
  return spaces === 1 ? "in 1 namespace" : `in ${spaces} namespaces`;
}

const texts = new Map<string, string>();

/** @returns the cell in words: `get, list everywhere; create in 2 namespaces; dangerous: get`. */
export function cellText(cell: Cell): string {
  const key = `${cell.reach}${cell.spaces ?? ""}`;
  const known = texts.get(key);
  if (known !== undefined) return known;
  const words = parseReach(cell.reach);
  const parts = [
    [verbsAs(words, (w) => w.reach === "everywhere"), "everywhere"],
    [verbsAs(words, (w) => w.reach === "namespaces"), inSpaces(cell.spaces)],
    [verbsAs(words, (w) => w.reach === "named"), "on named objects only"],
    [verbsAs(words, (w) => w.reach === "unknown"), "not assessed"],
  ].flatMap(([verbs, where]) => (verbs === undefined ? [] : [`${verbs} ${where}`]));
  const dangerous = verbsAs(words, (w) => w.dangerous);
  const text = parts.length === 0 ? "nothing" : [...parts, ...(dangerous ? [`dangerous: ${dangerous}`] : [])].join("; ");
  texts.set(key, text);
  return text;
}
