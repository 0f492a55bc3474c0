/** A trail as text, to paste into a ticket: one line a link, each with its state and its proof. */
import type { ImageTrailView, TrailLinkView } from "#contracts/supply-chain.ts";
import { visibleText } from "../../ui/visible-text.ts";
import { linkWord } from "../link-states.ts";
import { besideOf, chainOf, countSentence } from "./trail-words.ts";

/** @returns the trail; what could be read in two ways stands as escapes in it. */
export function trailText(trail: ImageTrailView): string {
  const chain = chainOf(trail);
  const request = trail.links.filter(({ id }) => id === "pullRequest");
  const beside = [...request, ...besideOf(trail)];
  const width = Math.max(...[...chain, ...beside].map(({ title }) => title.length), 0);
  const line = (link: TrailLinkView, number: string) =>
    [`${number.padStart(2)} ${link.title.padEnd(width)}  ${linkWord(link)}`, ...detail(link)].join("\n");
  const refusals = trail.policies.filter(({ allows }) => allows === false);
  return [
    oneLine(trail.sentence),
    countSentence(trail),
    ...refusals.map(({ name, reason }) => `Policy ${oneLine(name)} refuses it: ${oneLine(reason)}`),
    "",
    `${oneLine(trail.name)}${trail.digest === undefined ? "" : `@${trail.digest}`}`,
    trail.lookedAt === undefined ? "Not looked at yet." : `Looked at ${trail.lookedAt}.`,
    "",
    ...chain.map((link, index) => line(link, String(index + 1))),
    ...(beside.length === 0 ? [] : ["", "Beside it"]),
    ...beside.map((link) => line(link, "")),
  ].join("\n");
}

function detail({ id, value, proof, reason, contradiction }: TrailLinkView): string[] {
  const proofs =
    contradiction === undefined
      ? []
      : [
          `the certificate says ${contradiction.fact} ${contradiction.certificate} (${contradiction.certificateFrom})`,
          `the predicate says ${contradiction.predicate} (${contradiction.predicateFrom})`,
        ];
  const counts = id === "vulnerabilities" ? [proof] : [];
  return [...(value === undefined ? [] : [value]), ...counts, reason, ...proofs].map((text) => `     ${oneLine(text)}`);
}

function oneLine(text: string): string {
  return visibleText(text.replaceAll("`", ""));
}
