/** What the pages of Supply chain keep in the URL. Choices push an entry of the history; moving along a chain replaces it. */
import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral } from "nuqs";
import { clustersParser, textParser } from "#client/url-state.ts";

const pushed = { history: "push" } as const;

export const stateNames = [
  "invalid",
  "unsigned",
  "signed-untrusted",
  "signed-unverifiable",
  "claim-only",
  "unknown",
  "stale",
  "verified",
] as const;
export const pinningNames = ["digest", "tag", "latest"] as const;
export const driftNames = ["same", "moved", "gone", "unknown", "noTag"] as const;
export const sortNames = ["attention", "vulnerabilities", "name", "pods", "built"] as const;
export type ImageSort = (typeof sortNames)[number];

export const imageParsers = {
  cluster: clustersParser,
  namespace: parseAsArrayOf(parseAsString).withDefault([]).withOptions(pushed),
  state: parseAsArrayOf(parseAsStringLiteral(stateNames)).withDefault([]).withOptions(pushed),
  registry: parseAsArrayOf(parseAsString).withDefault([]).withOptions(pushed),
  pinning: parseAsArrayOf(parseAsStringLiteral(pinningNames)).withDefault([]).withOptions(pushed),
  drift: parseAsArrayOf(parseAsStringLiteral(driftNames)).withDefault([]).withOptions(pushed),
  signer: parseAsString.withDefault("").withOptions(pushed),
  q: textParser,
  sort: parseAsStringLiteral(sortNames).withDefault("attention").withOptions(pushed),
};

const linkNames = [
  "deployment",
  "pods",
  "image",
  "digest",
  "signature",
  "provenance",
  "source",
  "commit",
  "sbom",
  "vulnerabilities",
  "admission",
] as const;

/** The link that is open; absent: the first that stands worst. And which of its evidence is shown. */
export const linkParser = parseAsStringLiteral(linkNames).withOptions({ history: "replace" });
export const evidenceParser = parseAsInteger.withOptions({ history: "replace" });

/** The workload whose trail is shown. */
export const workloadParsers = {
  cluster: parseAsString.withDefault(""),
  namespace: parseAsString.withDefault(""),
  kind: parseAsString.withDefault(""),
  name: parseAsString.withDefault(""),
  container: parseAsString.withDefault("").withOptions(pushed),
};
