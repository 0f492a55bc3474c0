/** What each minor did to Kubernetes' feature gates. Minors that the data does not have are not known, and never "none". */
import catalogue from "../catalogues/feature-gates.json" with { type: "json" };
import { formatMinor, type Minor, parseMinor } from "./minor.ts";

export interface FeatureGateChanges {
  /** Gone: a component that still names one does not start. */
  readonly removed: readonly string[];
  /** Locked to their default: a component that sets the other value does not start. */
  readonly locked: readonly string[];
  /** Their default changed. */
  readonly flipped: readonly string[];
  readonly deprecated: readonly string[];
}

const byMinor = catalogue as Readonly<
  Record<string, Readonly<Record<"removedGates" | "lockedThisRelease" | "defaultFlipped" | "deprecatedThisRelease", string[]>>>
>;

const minors = Object.keys(byMinor).flatMap((text) => parseMinor(text) ?? []);

/** The oldest and newest minor whose changes are known. */
export const featureGateReach = { oldest: Math.min(...minors), newest: Math.max(...minors) } as const;

/** @returns what a minor changed, or undefined where that is not known. */
export function featureGateChanges(minor: Minor): FeatureGateChanges | undefined {
  const row = byMinor[formatMinor(minor)];
  return (
    row && {
      removed: row.removedGates,
      locked: row.lockedThisRelease,
      flipped: row.defaultFlipped,
      deprecated: row.deprecatedThisRelease,
    }
  );
}
