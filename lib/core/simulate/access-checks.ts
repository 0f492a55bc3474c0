/**
 * The checks whose findings a change to roles and bindings can bring or take away, and what they read. What rests on something
 * that was uploaded beside a scan is not among them: nobody uploads anything beside a change.
 */
import { checks } from "../checks/index.ts";
import type { ResourceId } from "../inventory/resources.ts";
import { accessKinds } from "./planned.ts";
import { resourceOfAccess } from "./read-object.ts";

const changed = accessKinds.map(resourceOfAccess);

export const accessChecks = checks.filter(
  ({ pillar, seenBy, reads }) =>
    pillar === "access" &&
    seenBy !== "attestation" &&
    reads.some((resource) => (changed as readonly ResourceId[]).includes(resource)),
);

/** Everything that the difference and those checks read. */
export const accessResources: readonly ResourceId[] = [
  ...new Set<ResourceId>(["namespaces", ...changed, ...accessChecks.flatMap(({ reads }) => reads)]),
].sort();
