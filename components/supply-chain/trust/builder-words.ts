import type { TrustedBuilderView } from "#contracts/supply-chain/builders.ts";
import { counted } from "../../access/subject-words.ts";

/** @returns how many builders are trusted, and how far, in a sentence. */
export function buildersSentence(builders: readonly TrustedBuilderView[]): string {
  const on = builders.filter(({ enabled, problem }) => enabled && problem === undefined);
  const highest = Math.max(0, ...on.map(({ level }) => level));
  if (highest === 0) return "No builder is trusted: no build is above level 1.";
  return `Builds are trusted by ${counted(on.length, "entry", "entries")}, up to SLSA build level ${highest}.`;
}

export const levelWords: Readonly<Record<TrustedBuilderView["level"], string>> = {
  1: "1: there is a provenance",
  2: "2: a hosted platform signed it",
  3: "3: the platform is hardened, and a build cannot forge it",
};
