/** JSON that streams: one object whose lists are written as they come. */
import { json } from "../../core/text/clean.ts";

export const jsonType = "application/json; charset=utf-8";

/** @returns a value on one line; what cannot be seen and what a page could take for markup stand as escapes. */
export function jsonText(value: unknown): string {
  return json(value).trimEnd().replaceAll("<", "\\u003c");
}

/** A part of the object: a value, or a list whose items come in batches. */
export type Part = readonly [name: string, value: unknown] | readonly [name: string, list: AsyncIterable<readonly unknown[]>];

/** @returns the object, a part after the other, an item of a list on a line. */
export async function* jsonObject(parts: Iterable<Part> | AsyncIterable<Part>): AsyncGenerator<string, void> {
  let before = "{\n";
  for await (const [name, value] of parts) {
    if (value === undefined) continue;
    yield `${before}${jsonText(name)}: `;
    before = ",\n";
    if (!isList(value)) yield jsonText(value);
    else yield* jsonList(value);
  }
  yield "\n}\n";
}

async function* jsonList(batches: AsyncIterable<readonly unknown[]>): AsyncGenerator<string, void> {
  let before = "[\n";
  for await (const items of batches) {
    if (items.length === 0) continue;
    yield before + items.map(jsonText).join(",\n");
    before = ",\n";
  }
  yield before === "[\n" ? "[]" : "\n]";
}

function isList(value: unknown): value is AsyncIterable<readonly unknown[]> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}
