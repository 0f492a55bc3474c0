import { type Gap, outside } from "../../inventory/gap.ts";
import { featureGateReach, unknownGateChanges } from "../../upgrade/feature-gates.ts";
import { formatMinor, type Minor } from "../../upgrade/minor.ts";

/** @returns that it is not known what a minor on the way does to feature gates, where the data does not have it. */
export function unknownGates(current: Minor | undefined, target: Minor | undefined): readonly Gap[] {
  if (current === undefined || target === undefined) return [];
  const unknown = unknownGateChanges(current, target);
  if (unknown === undefined) return [];
  const { oldest, newest } = featureGateReach;
  const reach = unknown < oldest ? `begins with ${formatMinor(oldest)}` : `ends with ${formatMinor(newest)}`;
  const detail = `which feature gates Kubernetes ${formatMinor(unknown)} takes away or locks is not in this release's data, which ${reach}: read that minor's changelog`;
  return [outside("version", detail)];
}
