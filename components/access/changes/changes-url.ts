import { createParser, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { textParser, withScanParser } from "#client/url-state.ts";

/** What the page of changes keeps in the URL. */
const pushed = { history: "push" } as const;
const typed = { history: "replace", limitUrlUpdates: textParser.limitUrlUpdates } as const;

export const changesViews = ["scans", "day", "clusters"] as const;
export const viewParser = parseAsStringLiteral(changesViews).withDefault("scans").withOptions(pushed);

export const scansParsers = {
  with: withScanParser,
  q: textParser,
  kind: parseAsStringLiteral(["ServiceAccount", "User", "Group"]).withOptions(pushed),
  direction: parseAsStringLiteral(["all", "gained", "lost"]).withDefault("all").withOptions(pushed),
  risky: parseAsBoolean.withDefault(false).withOptions(pushed),
};

const dayParser = createParser({
  parse: (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : null),
  serialize: (text: string) => text,
});

export const dayParsers = {
  at: dayParser.withOptions({ history: "replace" }),
  capability: parseAsString.withDefault("read-secrets").withOptions(pushed),
  namespace: parseAsString.withDefault("").withOptions(typed),
};

export const driftParsers = {
  what: parseAsStringLiteral(["roles", "bindings"]).withDefault("roles").withOptions(pushed),
  q: textParser,
  defaults: parseAsStringLiteral(["hide", "show"]).withDefault("hide").withOptions(pushed),
};
