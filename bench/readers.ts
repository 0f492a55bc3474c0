/** Readers of a product: 20 of them, each of whom asks once a second. */
import { setTimeout as delay } from "node:timers/promises";
import type { Figure } from "./figure.ts";

const readers = 20;
const seconds = 15;
const p95Milliseconds = 200;

/** What is asked, by what it is called; the next address of it. */
export type Asked = Readonly<Record<string, () => string>>;

/** Asks one address. */
export type Ask = (path: string) => Promise<Response>;

/** @returns the milliseconds until the whole answer was there. */
export async function timed(askFor: Ask, path: string): Promise<number> {
  const started = performance.now();
  const answer = await askFor(path);
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}.`);
  return performance.now() - started;
}

/** @returns how long the answers took to readers who start spread over a second, each going on from another one. */
export async function readersOf(askFor: Ask, asked: Asked): Promise<Figure[]> {
  const entries = Object.entries(asked);
  const times = new Map<string, number[]>(entries.map(([name]) => [name, []]));
  const ask = async (turn: number) => {
    const [name, path] = entries[turn % entries.length] as [string, () => string];
    times.get(name)?.push(await timed(askFor, path()));
  };
  const started = performance.now();
  const running: Promise<void>[] = [];
  for (let second = 0; second < seconds; second++) {
    for (let reader = 0; reader < readers; reader++) {
      const due = started + (second + reader / readers) * 1000;
      await delay(Math.max(0, due - performance.now()));
      running.push(ask(second + reader));
    }
  }
  await Promise.all(running);
  return figuresOf(times);
}

function figuresOf(times: ReadonlyMap<string, readonly number[]>): Figure[] {
  const all = [...times.values()].flat();
  const each = [...times].map(
    ([name, values]): Figure => ({ name: `p95 of ${name}`, value: p95(values), unit: "ms", budget: p95Milliseconds }),
  );
  const together: Figure = { name: "p95 of all", value: p95(all), unit: "ms", budget: p95Milliseconds };
  return [{ name: "Requests", value: all.length, unit: "" }, ...each, together];
}

function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? 0;
}
