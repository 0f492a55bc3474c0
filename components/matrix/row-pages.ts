/** Rows are fetched in pages; a page is asked for by its number. */
export const pageSize = 80;

/**
 * @param from the page of the first row in view @param to the page of the last @param total rows there are
 * @returns the pages in view, and then their neighbours, without those that do not exist
 */
export function pagesFor(from: number, to: number, total: number): readonly number[] {
  if (total <= 0) return [];
  const last = Math.floor((total - 1) / pageSize);
  const first = Math.max(0, Math.min(last, from));
  const end = Math.max(first, Math.min(last, to));
  const inView = Array.from({ length: end - first + 1 }, (_, index) => first + index);
  const beside = [end + 1, first - 1].filter((page) => page >= 0 && page <= last);
  return [...inView, ...beside];
}

/** @returns the indexes to draw: the range, and the one that holds the focus wherever it is, so that it is never lost. */
export function withKept(from: number, to: number, kept: number | undefined): number[] {
  const range = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
  if (kept === undefined || (kept >= from && kept <= to)) return range;
  return kept < from ? [kept, ...range] : [...range, kept];
}
