import type { Span } from "./upgrade-url.ts";

const dayMs = 86_400_000;
const left = 56;

export const chartWidth = 1136;
export const chartLeft = left;
const months: Record<Span, number> = { "1y": 12, "2y": 24, "4y": 48 };

export interface TimeScale {
  readonly from: number;
  readonly to: number;
  /** @returns the place of a day, not beyond the chart. */
  x(date: string): number;
  /** Whether a day is on the chart. */
  shows(date: string): boolean;
  /** The first of months that are drawn, with a word where there is room. */
  readonly ticks: readonly { readonly x: number; readonly label?: string }[];
}

/** @returns the axis: a third of it before today, moved by quarters. */
export function timeScale(today: string, span: Span, shift: number): TimeScale {
  const count = months[span];
  const at = new Date(`${today}T00:00:00Z`);
  const first = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - Math.round(count / 3) + shift * 3, 1);
  const start = new Date(first);
  const last = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + count, 1);
  const place = (ms: number) => left + ((ms - first) / (last - first)) * (chartWidth - left);
  const ms = (date: string) => Date.parse(`${date}T00:00:00Z`);
  return {
    from: first,
    to: last,
    x: (date) => Math.round(place(Math.min(Math.max(ms(date), first), last)) * 10) / 10,
    shows: (date) => ms(date) >= first && ms(date) <= last - dayMs,
    ticks: Array.from({ length: count }, (_, index) =>
      tickOf(new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + index, 1)), index, count),
    ).map(({ time, label }) => ({ x: Math.round(place(time) * 10) / 10, ...(label === undefined ? {} : { label }) })),
  };
}

function tickOf(date: Date, index: number, count: number) {
  const month = date.getUTCMonth();
  const quarter = count > 24 ? month % 6 === 0 : month % 3 === 0;
  const name = new Intl.DateTimeFormat("en-GB", { month: "short", timeZone: "UTC" }).format(date);
  const year = date.getUTCFullYear();
  const label = quarter ? (month === 0 ? `Jan ${year}` : name) : undefined;
  return { time: date.getTime(), label: index === 0 && quarter ? `${name} ${year}` : label };
}
