/** A list in a JSON document that is written piece by piece. */
import { json } from "#core/text/clean.ts";

/** @returns the list, an element a line, cleaned. */
export function* jsonList(values: readonly object[]): Generator<string> {
  if (values.length === 0) return yield "[]";
  for (const [index, value] of values.entries()) yield `${index === 0 ? "[" : ","}\n    ${json(value).trimEnd()}`;
  yield "\n  ]";
}
