import { createParser, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import { textParser } from "#client/url-state.ts";
import { type CellAddress, formatAddress, parseAddress } from "../matrix/cell-address.ts";

/** What the pages of Access keep in the URL. Choices push an entry of the history; typing replaces it. */
const pushed = { history: "push" } as const;

const subjectKinds = ["ServiceAccount", "User", "Group"] as const;

export const matrixParsers = {
  q: textParser,
  kind: parseAsStringLiteral(subjectKinds).withOptions(pushed),
  namespace: parseAsString.withDefault("").withOptions(textOptions()),
  risky: parseAsBoolean.withDefault(false).withOptions(pushed),
  defaults: parseAsStringLiteral(["hide", "show"]).withDefault("hide").withOptions(pushed),
  view: parseAsStringLiteral(["grid", "table"]).withDefault("grid").withOptions(pushed),
};

function textOptions() {
  return { history: "replace", limitUrlUpdates: textParser.limitUrlUpdates } as const;
}

export const cellParser = createParser<CellAddress>({
  parse: parseAddress,
  serialize: formatAddress,
  eq: (a, b) => formatAddress(a) === formatAddress(b),
}).withOptions(pushed);

/** Where the open cell stood, so that reloading scrolls there. */
export const rowParser = parseAsInteger.withOptions({ history: "replace" });

/** The question of Ask, as a sentence. */
export const askParser = parseAsString.withDefault("").withOptions(pushed);

/** Whether Ask puts the question to every cluster. */
export const fleetParser = parseAsBoolean.withDefault(false).withOptions(pushed);

/** Whether the list of what was not seen is open. */
export const unseenParser = parseAsBoolean.withDefault(false).withOptions(pushed);
