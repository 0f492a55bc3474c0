/** How each state of a link is told apart: its word, how it stands in lists, and what line leads to it. */
import type { LinkState, TrailLinkView } from "#contracts/supply-chain.ts";

/** What the eye is to find in a link: its state, that two proofs of it do not meet, or that what is proved is a list of flaws. */
export type LinkMark = LinkState | "contradiction" | "findings";

/** @returns the state of a link; before it that its proofs contradict each other, and that a report that is proved names flaws. */
export function markOf({
  state,
  contradiction,
  findings = 0,
}: Pick<TrailLinkView, "state" | "contradiction" | "findings">): LinkMark {
  if (contradiction !== undefined) return "contradiction";
  return state === "verified" && findings > 0 ? "findings" : state;
}

const words: Readonly<Record<LinkMark, string>> = {
  verified: "proved",
  contradiction: "contradiction",
  findings: "report proved",
  invalid: "broken",
  unsigned: "absent",
  "signed-untrusted": "signed, not trusted",
  "signed-unverifiable": "signed, not verifiable",
  unknown: "not looked",
  stale: "stale",
  "claim-only": "self-asserted",
};

/** @returns the word for a link that stands like this. */
export function wordOf(mark: LinkMark, id?: TrailLinkView["id"]): string {
  return mark === "unsigned" && (id === undefined || id === "signature" || id === "commit") ? "not signed" : words[mark];
}

/** @returns the word for a link. Of documents it tells a report from what the image says of itself, and no report from no look. */
export function linkWord(link: TrailLinkView): string {
  const mark = markOf(link);
  if (link.id === "vulnerabilities" && mark === "verified") return words.findings;
  if (link.id === "vulnerabilities" && mark === "unknown") return "no data";
  return isReported(link) ? "reported" : wordOf(mark, link.id);
}

/** @returns whether a link rests on documents that nobody signed, and that do not lie beside the image. */
export function isReported({ id, state, artifacts }: Pick<TrailLinkView, "id" | "state" | "artifacts">): boolean {
  return (id === "vulnerabilities" || id === "sbom") && state === "claim-only" && artifacts.length === 0;
}

/** Where the eye goes first: what contradicts itself, what is broken, what is missing, what was not seen; what is proved is last. */
export const byUrgency: readonly LinkMark[] = [
  "contradiction",
  "invalid",
  "unsigned",
  "signed-untrusted",
  "signed-unverifiable",
  "unknown",
  "stale",
  "claim-only",
  "findings",
  "verified",
];

/** @returns whether nobody could look, or not lately: what hatching means. */
export function isUnseen(mark: LinkMark): boolean {
  return mark === "unknown" || mark === "stale";
}

/** @returns whether bytes contradict each other: what red means. */
export function isBroken(mark: LinkMark): boolean {
  return mark === "contradiction" || mark === "invalid";
}

/** The line that leads to a link, by how far that link is proved. */
export type Wire = "solid" | "weak" | "claim" | "unseen" | "cut" | "rails" | "none";

const wires: Readonly<Record<LinkMark, Wire>> = {
  verified: "solid",
  contradiction: "rails",
  findings: "solid",
  invalid: "cut",
  unsigned: "none",
  "signed-untrusted": "weak",
  "signed-unverifiable": "weak",
  unknown: "unseen",
  stale: "unseen",
  "claim-only": "claim",
};

/** @returns the line to a link that stands like this. */
export function wireTo(mark: LinkMark): Wire {
  return wires[mark];
}
