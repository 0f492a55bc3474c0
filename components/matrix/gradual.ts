function numbersOf(text: string): readonly number[] {
  return text === "" ? [] : text.split(",").map(Number);
}

/**
 * @param drawn numbers that are drawn now, and `wanted` those that should be, each joined by commas
 * @returns the wanted ones that are drawn already and at most so many others, those in the middle first; in the order of `wanted`
 */
export function admit(drawn: string, wanted: string, most: number): string {
  if (drawn === wanted) return wanted;
  const known = new Set(numbersOf(drawn));
  const all = numbersOf(wanted);
  const middle = (all.length - 1) / 2;
  const missing = all.filter((number) => !known.has(number));
  if (missing.length <= most) return wanted;
  const distance = new Map(all.map((number, place) => [number, Math.abs(place - middle)]));
  const admitted = new Set(missing.toSorted((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0)).slice(0, most));
  return all.filter((number) => known.has(number) || admitted.has(number)).join();
}
