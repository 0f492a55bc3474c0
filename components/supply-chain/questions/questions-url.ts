import { parseAsBoolean, parseAsInteger, parseAsStringLiteral } from "nuqs";
import { textParser } from "#client/url-state.ts";

const pushed = { history: "push" } as const;

/** In the order in which somebody works through them. */
export const answers = ["fail", "notAssessed", "pass", "notApplicable"] as const;

/** Which questions are shown. */
export const answerParser = parseAsStringLiteral(["all", ...answers] as const)
  .withDefault("all")
  .withOptions(pushed);

/** How the list of namespaces is narrowed. */
export const rightsParsers = {
  q: textParser,
  open: parseAsBoolean.withDefault(false).withOptions(pushed),
  page: parseAsInteger.withDefault(1).withOptions(pushed),
};
