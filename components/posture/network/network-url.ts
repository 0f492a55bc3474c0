import { parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import { textParser } from "#client/url-state.ts";

const pushed = { history: "push" } as const;

export const networkViews = ["reach", "namespaces", "exposure"] as const;
export type NetworkViewName = (typeof networkViews)[number];
export const protocolNames = ["TCP", "UDP", "SCTP"] as const;

/** Which part of the page is shown, and how its lists are narrowed. */
export const networkParsers = {
  view: parseAsStringLiteral(networkViews).withDefault("reach").withOptions(pushed),
  q: textParser,
  page: parseAsInteger.withDefault(1).withOptions(pushed),
  /** The part of the columns that the picture shows. */
  across: parseAsInteger.withDefault(1).withOptions(pushed),
};

/** One connection: from a namespace and workload to a place, or to another namespace and workload. */
export const connectionParsers = {
  from: parseAsString.withDefault("").withOptions(pushed),
  source: parseAsString.withDefault("").withOptions(pushed),
  to: parseAsString.withDefault("").withOptions(pushed),
  target: parseAsString.withDefault("").withOptions(pushed),
  protocol: parseAsStringLiteral(protocolNames).withDefault("TCP").withOptions(pushed),
  port: parseAsInteger.withDefault(0).withOptions({ history: "replace" }),
};

/** The namespace that is open. */
export const openNamespaceParser = parseAsString.withOptions(pushed);
