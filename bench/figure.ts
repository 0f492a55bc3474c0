/** What a benchmark measured, beside what it may cost at most. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "s" | "ms" | "MB" | "x" | "";
  /** The most that it may be, in the same unit; none for what only explains another figure. */
  readonly budget?: number;
  /** The least that it may be, in the same unit. */
  readonly least?: number;
}

/** @returns whether it costs more, or yields less, than it may. */
export function isOver({ value, budget, least }: Figure): boolean {
  return (budget !== undefined && value > budget) || (least !== undefined && value < least);
}

/** @returns one line of text for a table of figures. */
export function formatFigure(figure: Figure): string {
  const { name, value, unit, budget, least } = figure;
  const most = budget === undefined ? "" : `at most ${amount(budget, unit)}`;
  const limit = least === undefined ? most : `at least ${amount(least, unit)}`;
  const verdict = limit === "" ? "" : isOver(figure) ? (least === undefined ? "OVER" : "UNDER") : "within";
  return `${name.padEnd(56)}${amount(value, unit).padStart(12)}  ${limit.padEnd(18)}${verdict}`.trimEnd();
}

function amount(value: number, unit: Figure["unit"]): string {
  const digits = Number.isInteger(value) ? 0 : value < 10 ? 2 : 1;
  return `${value.toFixed(digits)} ${unit}`.trimEnd();
}

/** @returns the middle one of an odd number of measurements. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error("Nothing was measured.");
  return middle;
}

const rounds = 7;

/** @returns the median of the milliseconds that something takes, asked several times. */
export async function medianTime(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  return median(times);
}
