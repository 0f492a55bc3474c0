/** What the page of images says. */
import type { ImageList, ImageRow, LinkState } from "#contracts/supply-chain.ts";
import { counted } from "../../access/subject-words.ts";
import { percent } from "../../ui/percent.ts";
import { wordOf } from "../link-states.ts";

/** @returns the word for an image whose signature stands like this. */
export function imageWord(state: LinkState): string {
  return state === "verified" ? "verified" : wordOf(state);
}

/** @returns how much of what runs is verified, and how much could not be looked at. */
export function shareSentence({ all, verified, unknown }: ImageList["pods"]): string {
  if (unknown === all) return "Nothing of what runs could be looked at.";
  const share = verified === 0 ? "Nothing of what runs is verified" : `${percent(verified / all)} of what runs is verified`;
  return unknown === 0 ? `${share}; all of it was looked at.` : `${share}; ${percent(unknown / all)} could not be looked at.`;
}

/** @returns the figures behind the share. */
export function shareFigures({ all, verified, unknown }: ImageList["pods"]): string {
  const run = `${verified.toLocaleString("en")} of ${counted(all, "container")} run an image whose signature and signer hold`;
  return unknown === 0 ? `${run}.` : `${run}; ${unknown.toLocaleString("en")} run one that nobody could look at, or not lately.`;
}

export const pinningWords: Readonly<Record<NonNullable<ImageRow["pinning"]>, string>> = {
  digest: "by digest",
  tag: "by tag",
  latest: "latest",
};

export const driftWords: Readonly<Record<ImageRow["drift"], string>> = {
  same: "tag means it still",
  moved: "tag has moved",
  gone: "tag is gone",
  unknown: "tag not looked at",
  noTag: "no tag",
};

const firstBelievable = Date.parse("2000-01-01T00:00:00Z");

/** @returns whether a day of building is one: reproducible builds say 1970, and mean that they say nothing. */
export function isBuildDay(createdAt: string | undefined): createdAt is string {
  return createdAt !== undefined && Date.parse(createdAt) > firstBelievable;
}

type Reported = NonNullable<ImageRow["vulnerabilities"]>;

const groundWords: Readonly<Record<Reported["ground"], string | undefined>> = {
  report: undefined,
  claim: "nobody answers for it",
  partial: "some packages only",
  old: "old report",
};

/** @returns what is to be known of the numbers; undefined where a report about all of the image, of these days, is vouched for. */
export function groundWord({ ground }: Reported): string | undefined {
  return groundWords[ground];
}

/** @returns what stands in the place of numbers; undefined where there are some. */
export function withoutOpenWord(reported: Reported | undefined): string | undefined {
  if (reported === undefined) return "no report";
  if (Object.values(reported.open).some((count) => count > 0)) return undefined;
  return reported.ground === "partial" ? "not known" : "none reported";
}
