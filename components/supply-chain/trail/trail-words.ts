/** What a trail says in a line: how many links are proved, and how the others stand. */
import type { TrailLinkView } from "#contracts/supply-chain.ts";
import { counted } from "../../access/subject-words.ts";
import { byUrgency, type LinkMark, markOf, wordOf } from "../link-states.ts";

/** The links of the chain, from the workload to its source. */
export const chainIds = ["deployment", "pods", "image", "digest", "signature", "provenance", "source", "commit"] as const;
/** What stands beside the chain. */
export const besideIds = ["sbom", "vulnerabilities", "admission"] as const;

type Links = { readonly links: readonly TrailLinkView[] };

/** @returns the links of the chain in their order. */
export function chainOf({ links }: Links): readonly TrailLinkView[] {
  return inOrder(links, chainIds);
}

/** @returns what stands beside the chain, in its order. */
export function besideOf({ links }: Links): readonly TrailLinkView[] {
  return inOrder(links, besideIds);
}

function inOrder(links: readonly TrailLinkView[], ids: readonly TrailLinkView["id"][]): readonly TrailLinkView[] {
  return ids.flatMap((id) => links.find((link) => link.id === id) ?? []);
}

/** Of links that stand alike, who signed and built it is asked first. */
const askedFirst = ["signature", "provenance", "source", "commit", "digest", "image", "pods", "deployment"] as const;

/** @returns the link that the eye is to find: of those that stand worst, the one that is asked for first. */
export function firstToOpen({ links }: Links): TrailLinkView["id"] {
  const asked = inOrder(links, askedFirst);
  const worst = byUrgency.find((mark) => asked.some((link) => markOf(link) === mark));
  return asked.find((link) => markOf(link) === worst)?.id ?? "signature";
}

export interface MarkCount {
  readonly mark: LinkMark;
  readonly count: number;
  /** `6 proved`, `1 contradiction`. */
  readonly words: string;
}

/** @returns how many links of the chain stand how; what is proved comes first, then the most urgent. */
export function countsOf(trail: Links): readonly MarkCount[] {
  const marks = chainOf(trail).map(markOf);
  const order: readonly LinkMark[] = ["verified", ...byUrgency.slice(0, -1)];
  return order.flatMap((mark) => {
    const count = marks.filter((one) => one === mark).length;
    if (count === 0) return [];
    return [{ mark, count, words: mark === "contradiction" ? counted(count, "contradiction") : `${count} ${wordOf(mark)}` }];
  });
}

/** @returns `6 links proved, 1 contradiction, 1 not looked.` */
export function countSentence(trail: Links): string {
  const counts = countsOf(trail);
  const proved = counts.find(({ mark }) => mark === "verified")?.count ?? 0;
  const others = counts.filter(({ mark }) => mark !== "verified").map(({ words }) => words);
  return `${[proved === 0 ? "No link proved" : `${counted(proved, "link")} proved`, ...others].join(", ")}.`;
}

/** @returns a value of a contradiction as short as it can stand beside a line. */
export function shortValue(value: string): string {
  if (/^[0-9a-f]{12,}$/.test(value)) return value.slice(0, 8);
  return value.length <= 12 ? value : `…${value.slice(-11)}`;
}

/** @returns `Link 7, source`, or the name alone of what stands beside the chain. */
export function numbered(trail: Links, { id, title }: TrailLinkView): string {
  const place = chainOf(trail).findIndex((link) => link.id === id);
  return place === -1 ? title : `Link ${place + 1}, ${lowered(title)}`;
}

/** SBOM stays as it is. */
function lowered(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}
