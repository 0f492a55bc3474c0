import { createParser, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import { textParser } from "#client/url-state.ts";

const pushed = { history: "push" } as const;

/** What is tried, and how the list of namespaces is narrowed. */
export const trialParsers = {
  level: parseAsStringLiteral(["baseline", "restricted"]).withDefault("restricted").withOptions(pushed),
  /** `v1.37`, or the cluster's own. */
  version: createParser({
    parse: (text: string) => (/^(latest|v1\.\d{1,2})$/.test(text) ? text : null),
    serialize: (text: string) => text,
  })
    .withDefault("latest")
    .withOptions(pushed),
  q: textParser,
  refused: parseAsBoolean.withDefault(false).withOptions(pushed),
  page: parseAsInteger.withDefault(1).withOptions(pushed),
};

/** The namespace that is open. */
export const openNamespaceParser = parseAsString.withOptions(pushed);
