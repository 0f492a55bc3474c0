import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import { textParser } from "#client/url-state.ts";
import { endIds } from "./path-words.ts";

/** What the pages of paths and namespaces keep in the URL. Choices push an entry of the history; typing replaces it. */
const pushed = { history: "push" } as const;

export const pathsParsers = {
  to: parseAsStringLiteral(endIds).withDefault("cluster-admin").withOptions(pushed),
  q: textParser,
  kind: parseAsStringLiteral(["ServiceAccount", "User", "Group"]).withOptions(pushed),
  class: parseAsStringLiteral(["human", "robot", "node", "system", "unknown"]).withOptions(pushed),
  show: parseAsStringLiteral(["reached", "notAssessed"]).withDefault("reached").withOptions(pushed),
  defaults: parseAsStringLiteral(["hide", "show"]).withDefault("hide").withOptions(pushed),
  page: parseAsInteger.withDefault(1).withOptions(pushed),
};

/** The subject whose paths are open, as `User:jane`. */
export const openSubjectParser = parseAsString.withOptions(pushed);
