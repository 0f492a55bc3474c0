import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import { textParser } from "#client/url-state.ts";

/** What the page of namespaces keeps in the URL. */
const pushed = { history: "push" } as const;

export const namespacesParsers = {
  q: textParser,
  open: parseAsBoolean.withDefault(false).withOptions(pushed),
  page: parseAsInteger.withDefault(1).withOptions(pushed),
};

/** The namespace that is open. */
export const openNamespaceParser = parseAsString.withOptions(pushed);

/** To whom a namespace is to be delegated, and how. */
export const delegationParsers = {
  delegate: parseAsString.withDefault("").withOptions({ history: "replace", limitUrlUpdates: textParser.limitUrlUpdates }),
  level: parseAsStringLiteral(["restricted", "baseline"]).withDefault("restricted").withOptions(pushed),
  quota: parseAsBoolean.withDefault(true).withOptions(pushed),
  network: parseAsBoolean.withDefault(true).withOptions(pushed),
};
