/** Questions to the person, on stderr, so that stdout stays data. Without a terminal nothing is asked. */
import { createInterface } from "node:readline/promises";
import { clean } from "#core/text/clean.ts";
import type { Io } from "../io.ts";

/** @returns whether a person can be asked. */
export function canAsk({ stdin, stderr }: Io): boolean {
  return stdin.isTTY === true && stderr.isTTY === true;
}

/** @returns what the person typed, without the spaces around it; empty when they gave up. */
export async function ask(io: Io, question: string): Promise<string> {
  const lines = createInterface({ input: io.stdin, output: io.stderr as NodeJS.WriteStream, terminal: true });
  try {
    return (await lines.question(`${clean(question)} `, { signal: io.signal })).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ABORT_ERR") throw error;
    io.stderr.write("\n");
    return "";
  } finally {
    lines.close();
  }
}

/** @returns whether the person said yes; Enter is no. */
export async function confirm(io: Io, question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(io, `${question} [y/N]`));
}

const enter = new Set(["\r", "\n", "\u0004"]);
const erase = new Set(["\u007f", "\b"]);
const interrupt = "\u0003";

/** @returns what the person typed, never shown; undefined when they gave up. */
export async function askHidden(io: Io, question: string): Promise<string | undefined> {
  io.stderr.write(`${clean(question)} `);
  io.stdin.setRawMode(true);
  io.stdin.setEncoding("utf8").resume();
  let typed = "";
  try {
    for await (const chunk of io.stdin.iterator({ destroyOnReturn: false }))
      for (const character of chunk as string) {
        if (character === interrupt) return undefined;
        if (enter.has(character)) return typed;
        typed = erase.has(character) ? [...typed].slice(0, -1).join("") : typed + character;
      }
    return undefined;
  } finally {
    io.stdin.setRawMode(false);
    io.stdin.pause();
    io.stderr.write("\n");
  }
}

const longestLine = 4_096;

/** @returns the first line of what is piped in, or undefined when there is none. */
export async function readLine(io: Io): Promise<string | undefined> {
  let text = "";
  io.stdin.setEncoding("utf8");
  for await (const chunk of io.stdin) {
    text += chunk;
    if (text.includes("\n") || text.length > longestLine) break;
  }
  const line = text.split(/\r?\n/, 1)[0] ?? "";
  return line === "" || line.length > longestLine ? undefined : line;
}
