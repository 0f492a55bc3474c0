/** Columns are drawn in blocks, so that a step to the side draws few cells and compares few. */
export const blockSize = 5;
/** A new block is drawn in one band of groups of rows after the other, so that no frame draws all of it. */
const bands = 4;

/** @returns the numbers of a list that was joined by commas. */
export function listOf(text: string): readonly number[] {
  return text === "" ? [] : text.split(",").map(Number);
}

/** @returns the blocks in which the columns are, each once and in order. */
export function blocksOf(columns: readonly number[]): readonly number[] {
  return [...new Set(columns.map((column) => Math.floor(column / blockSize)))];
}

/** @returns the places of the columns of the blocks. */
export function columnsOf(blocks: readonly number[]): readonly number[] {
  return blocks.flatMap((block) => Array.from({ length: blockSize }, (_, index) => block * blockSize + index));
}

/** @returns the place of a cell, when it is in this block: 1 is the first column, 0 the header. */
export function withinBlock(column: number | undefined, block: number): number | undefined {
  return column !== undefined && column > 0 && Math.floor((column - 1) / blockSize) === block ? column : undefined;
}

/** @returns a number for each band of each block. */
export function bandsOf(blocks: readonly number[]): readonly number[] {
  return blocks.flatMap((block) => Array.from({ length: bands }, (_, band) => block * bands + band));
}

/** @returns for each band, the blocks that are drawn in it, joined by commas. */
export function blocksByBand(drawn: readonly number[]): readonly string[] {
  return Array.from({ length: bands }, (_, band) =>
    drawn.flatMap((number) => (number % bands === band ? [Math.floor(number / bands)] : [])).join(),
  );
}

/** @returns the blocks that are drawn in a group of rows. */
export function blocksInGroup(byBand: readonly string[], group: number): string {
  return byBand[group % bands] ?? "";
}
