import { createParser, parseAsInteger, parseAsStringLiteral } from "nuqs";

const pushed = { history: "push" } as const;

/** `target=1.37`: the minor to go to; absent, the next one. */
export const targetParser = createParser({
  parse: (text: string) => (/^1\.\d{1,3}$/.test(text) ? text : null),
  serialize: (text: string) => text,
}).withOptions(pushed);

export const spans = ["1y", "2y", "4y"] as const;
export type Span = (typeof spans)[number];

/** How the timeline is looked at: months on the axis, quarters before or after today, and as what. */
export const timelineParsers = {
  span: parseAsStringLiteral(spans).withDefault("2y").withOptions(pushed),
  shift: parseAsInteger.withDefault(0).withOptions(pushed),
  as: parseAsStringLiteral(["picture", "table"]).withDefault("picture").withOptions(pushed),
};
