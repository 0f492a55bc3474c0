/** Whether an assessment may be relied on: what the checks that were asked for needed, and could not see. */
import type { AssessedCheck, Assessment } from "#core/checks/assess.ts";
import type { Gap } from "#core/inventory/gap.ts";
import { untriedPorts } from "#core/inventory/host-ports.ts";
import { definitionOf, isResourceId } from "#core/inventory/resources.ts";

/** Optional resources are read on purpose alone: leaving them out hides nothing from whoever chose it. */
function leftOutOnPurpose({ resource, reason }: Gap): boolean {
  return reason === "notCollected" && isResourceId(resource) && definitionOf(resource).optional !== undefined;
}

function gapsOf({ verdict }: Pick<AssessedCheck, "verdict">): readonly Gap[] {
  return verdict.kind === "notAssessed" || verdict.kind === "fail" ? verdict.gaps : [];
}

/** No right and no option of the command shows it: a gate that waited for it would never open. The verdict says that it was not assessed. */
function outOfReach({ resource, reason }: Gap): boolean {
  return reason === "outside" || (reason === "notCollected" && resource === untriedPorts);
}

/** @returns what a check could not see, without what was left out on purpose. */
export function unseenBy(check: Pick<AssessedCheck, "verdict">): readonly Gap[] {
  return gapsOf(check).filter((gap) => !leftOutOnPurpose(gap));
}

/** @returns the optional resources that a check would have read. */
export function leftOutOf(check: Pick<AssessedCheck, "verdict">): readonly string[] {
  return gapsOf(check)
    .filter(leftOutOnPurpose)
    .map(({ resource }) => resource);
}

/** @returns whether a check that was asked for could not see all that another look might show it, or there was no check at all. */
export function somethingUnseen({ checks }: Pick<Assessment, "checks">): boolean {
  return checks.length === 0 || checks.some((check) => unseenBy(check).some((gap) => !outOfReach(gap)));
}
