/** What a benchmark measured, beside what it may cost at most. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "s" | "ms" | "MB" | "x" | "";
  /** The most that it may be, in the same unit; none for what only explains another figure. */
  readonly budget?: number;
}

export function isOver({ value, budget }: Figure): boolean {
  return budget !== undefined && value > budget;
}

/** @returns one line of text for a table of figures. */
export function formatFigure(figure: Figure): string {
  const { name, value, unit, budget } = figure;
  const limit = budget === undefined ? "" : `at most ${amount(budget, unit)}`;
  const verdict = budget === undefined ? "" : isOver(figure) ? "OVER" : "within";
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
