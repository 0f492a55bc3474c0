/**
 * @param share 0 to 1
 * @returns `96 %`, with a no-break space. It never rounds up to 100 %: that is said only when everything was seen.
 */
export function percent(share: number): string {
  const rounded = share >= 1 ? 100 : Math.min(99, Math.round(share * 100));
  return `${share > 0 && rounded === 0 ? "<1" : rounded}\u00a0%`;
}
