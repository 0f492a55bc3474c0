import { createParser, parseAsArrayOf, parseAsBoolean, parseAsString, parseAsStringLiteral } from "nuqs";
import { clustersParser, scanParser, textParser } from "#client/url-state.ts";

/** What the findings page keeps in the URL. Choices push an entry of the history; typing replaces it. */
const pushed = { history: "push" } as const;

export const severityNames = ["critical", "high", "medium", "low", "information"] as const;
export const stateNames = ["new", "reopened", "unchanged", "notComparable", "firstLook"] as const;
export const pillarNames = ["access", "platform", "supply-chain", "upgrade"] as const;
export const responsibleNames = ["platform", "application", "provider"] as const;
/** Whether open findings, waived ones or both are listed. */
export const lifeNames = ["open", "waived", "all"] as const;
const sortNames = ["priority", "check", "object", "newest"] as const;
export type Sort = (typeof sortNames)[number];

export const filterParsers = {
  cluster: clustersParser,
  scan: scanParser,
  severity: parseAsArrayOf(parseAsStringLiteral(severityNames)).withDefault([]).withOptions(pushed),
  state: parseAsArrayOf(parseAsStringLiteral(stateNames)).withDefault([]).withOptions(pushed),
  pillar: parseAsArrayOf(parseAsStringLiteral(pillarNames)).withDefault([]).withOptions(pushed),
  responsible: parseAsArrayOf(parseAsStringLiteral(responsibleNames)).withDefault([]).withOptions(pushed),
  check: parseAsArrayOf(parseAsString).withDefault([]).withOptions(pushed),
  namespace: parseAsArrayOf(parseAsString).withDefault([]).withOptions(pushed),
  kind: parseAsArrayOf(parseAsString).withDefault([]).withOptions(pushed),
  life: parseAsStringLiteral(lifeNames).withDefault("open").withOptions(pushed),
  q: textParser,
};
export const sortParser = parseAsStringLiteral(sortNames).withDefault("priority").withOptions(pushed);

/** In the address, what stands for objects that are in no namespace; no namespace has this name. */
export const clusterScoped = "-";

/** Which finding is open: `scn_…~fingerprint`, so that the link means the same tomorrow. */
export interface FindingAddress {
  readonly scanId: string;
  readonly fingerprint: string;
}

/** @returns the address, or null for a text that is none. */
export function parseFindingAddress(text: string): FindingAddress | null {
  const match = /^(scn_[a-z0-9]{10,40})~([a-f0-9]{16,64}(?:-\d{1,6})?)$/.exec(text);
  return match?.[1] === undefined || match[2] === undefined ? null : { scanId: match[1], fingerprint: match[2] };
}

/** @returns the address as one text. */
export function formatFindingAddress({ scanId, fingerprint }: FindingAddress): string {
  return `${scanId}~${fingerprint}`;
}

export const findingParser = createParser<FindingAddress>({
  parse: parseFindingAddress,
  serialize: formatFindingAddress,
  eq: (a, b) => formatFindingAddress(a) === formatFindingAddress(b),
}).withOptions(pushed);

/** Whether the list of what was not assessed is open. */
export const unseenParser = parseAsBoolean.withDefault(false).withOptions(pushed);
