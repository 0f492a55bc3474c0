/** A stretch of the overview in which every band has the same danger; `from` and `size` are shares of the whole, 0 to 1. */
export interface Stretch {
  readonly level: number;
  readonly from: number;
  readonly size: number;
}

/** @returns equal neighbours joined, so that 400 bands of a quiet cluster are a handful of elements. */
export function stretches(bands: readonly number[]): readonly Stretch[] {
  const found: { level: number; from: number; size: number }[] = [];
  for (const [index, level] of bands.entries()) {
    const last = found.at(-1);
    if (last !== undefined && last.level === level) last.size += 1 / bands.length;
    else found.push({ level, from: index / bands.length, size: 1 / bands.length });
  }
  return found;
}

/** @returns the row that a point of the strip stands for; `share` is 0 at the top and 1 at the foot. */
export function rowAt(share: number, rows: number): number {
  return Math.max(0, Math.min(rows - 1, Math.floor(share * rows)));
}
