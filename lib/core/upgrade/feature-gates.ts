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

const minors = Object.keys(byMinor)
  .flatMap((text) => parseMinor(text) ?? [])
  .sort((one, other) => one - other);

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

/** Gates whose lock is to false, which the data does not tell; the others are locked on. */
const lockedOff: ReadonlySet<string> = new Set([
  "AllowOverwriteTerminationGracePeriodSeconds",
  "DeclarativeValidationTakeover",
  "GitRepoVolumeDriver",
  "SeparateCacheWatchRPC",
]);

/** What is wrong with a gate that a component sets: it is gone, or locked to the other value, from a minor on. */
export interface GateFault {
  readonly kind: "removed" | "lockedOn" | "lockedOff";
  readonly since: Minor;
}

/** @returns why a component of the target minor would not start with the gate, as far as the data reaches. */
export function gateFault(gate: string, value: boolean, target: Minor): GateFault | undefined {
  const firstWith = (kind: "removed" | "locked") =>
    minors.find((minor) => minor <= target && featureGateChanges(minor)?.[kind].includes(gate));
  const removed = firstWith("removed");
  if (removed !== undefined) return { kind: "removed", since: removed };
  const locked = firstWith("locked");
  const isOff = lockedOff.has(gate);
  if (locked === undefined || value !== isOff) return undefined;
  return { kind: isOff ? "lockedOff" : "lockedOn", since: locked };
}

/** @returns the first minor on the way from `current` to `target` whose changes the data does not have. */
export function unknownGateChanges(current: Minor, target: Minor): Minor | undefined {
  return [current + 1, target].find((minor) => featureGateChanges(minor) === undefined);
}
