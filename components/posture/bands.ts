import type { VerdictName } from "../ui/glyphs.tsx";

export const layers = ["cloud", "cluster", "container", "code"] as const;
export type LayerName = (typeof layers)[number];

export interface BandOf<C> {
  readonly layer: LayerName;
  /** What needs somebody first. */
  readonly checks: readonly C[];
}

export type Counts = Readonly<Record<VerdictName, number>>;

interface Judged {
  readonly verdict: VerdictName;
  readonly title: string;
}

const rank: Counts = { fail: 0, notAssessed: 1, pass: 2, notApplicable: 3 };

/** @returns the four layers in their order, each with its checks; a check whose layer is not known any more is in none. */
export function bandsOf<C extends Judged>(checks: readonly C[], layerOf: (check: C) => LayerName | undefined): BandOf<C>[] {
  return layers.map((layer) => ({
    layer,
    checks: checks
      .filter((check) => layerOf(check) === layer)
      .sort((one, other) => rank[one.verdict] - rank[other.verdict] || (one.title < other.title ? -1 : 1)),
  }));
}

/** @returns the share of checks that passed of those that looked and apply, and of those that apply how many looked, 0 to 1. */
export function shareOf(checks: readonly Judged[]): { counts: Counts; share: number | undefined; coverage: number | undefined } {
  const counts = { pass: 0, fail: 0, notAssessed: 0, notApplicable: 0 };
  for (const { verdict } of checks) counts[verdict] += 1;
  const looked = counts.pass + counts.fail;
  return {
    counts,
    share: looked === 0 ? undefined : counts.pass / looked,
    coverage: looked === 0 ? undefined : looked / (looked + counts.notAssessed),
  };
}
