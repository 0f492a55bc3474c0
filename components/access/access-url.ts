import { createParser, parseAsArrayOf, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import { textParser } from "#client/url-state.ts";
import { type CellAddress, formatAddress, parseAddress } from "../matrix/cell-address.ts";
import type { PlaceAddress } from "../matrix/pivot-query.ts";

/** What the pages of Access keep in the URL. Choices push an entry of the history; typing replaces it. */
const pushed = { history: "push" } as const;

const subjectKinds = ["ServiceAccount", "User", "Group"] as const;

export const matrixParsers = {
  pivot: parseAsStringLiteral(["subjects", "resources", "namespaces"]).withDefault("subjects").withOptions(pushed),
  q: textParser,
  resource: textParser,
  can: parseAsArrayOf(parseAsString).withDefault([]).withOptions(pushed),
  kind: parseAsStringLiteral(subjectKinds).withOptions(pushed),
  namespace: parseAsString.withDefault("").withOptions(textOptions()),
  risky: parseAsBoolean.withDefault(false).withOptions(pushed),
  defaults: parseAsStringLiteral(["hide", "show"]).withDefault("hide").withOptions(pushed),
  /** Not `view`, which is the saved view that the address came from. */
  form: parseAsStringLiteral(["grid", "table"]).withDefault("grid").withOptions(pushed),
};

function textOptions() {
  return { history: "replace", limitUrlUpdates: textParser.limitUrlUpdates } as const;
}

export const cellParser = createParser<CellAddress>({
  parse: parseAddress,
  serialize: formatAddress,
  eq: (a, b) => formatAddress(a) === formatAddress(b),
}).withOptions(pushed);

/** Which capability is open, and in which namespace: `read-secrets~payments`, without one in the whole cluster. */
export const placeParser = createParser<PlaceAddress>({
  parse: (text) => {
    const [capability = "", namespace] = text.split("~");
    return capability === "" ? null : { capability, ...(namespace ? { namespace } : {}) };
  },
  serialize: ({ capability, namespace }) => (namespace === undefined ? capability : `${capability}~${namespace}`),
  eq: (a, b) => a.capability === b.capability && a.namespace === b.namespace,
}).withOptions(pushed);

/** Where the open cell stood, so that reloading scrolls there. */
export const rowParser = parseAsInteger.withOptions({ history: "replace" });

/** The question of Ask, as a sentence. */
export const askParser = parseAsString.withDefault("").withOptions(pushed);

/** Whether Ask puts the question to every cluster. */
export const fleetParser = parseAsBoolean.withDefault(false).withOptions(pushed);

/** Whether the list of what was not seen is open. */
export const unseenParser = parseAsBoolean.withDefault(false).withOptions(pushed);
