/** How each state of a link is told apart: its word, how it stands in lists, and what line leads to it. */
import type { LinkState, TrailLinkView } from "#contracts/supply-chain.ts";

/** What the eye is to find in a link: its state, or that two proofs of it do not meet. */
export type LinkMark = LinkState | "contradiction";

/** @returns the state of a link, and before it that its proofs contradict each other. */
export function markOf({ state, contradiction }: Pick<TrailLinkView, "state" | "contradiction">): LinkMark {
  return contradiction === undefined ? state : "contradiction";
}

const words: Readonly<Record<LinkMark, string>> = {
  verified: "proved",
  contradiction: "contradiction",
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
