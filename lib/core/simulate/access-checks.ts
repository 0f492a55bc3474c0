/** The checks whose findings a change to roles and bindings can bring or take away, and what they read. */
import { checks } from "../checks/index.ts";
import type { ResourceId } from "../inventory/resources.ts";
import { accessKinds } from "./planned.ts";
import { resourceOfAccess } from "./read-object.ts";

const changed = accessKinds.map(resourceOfAccess);

export const accessChecks = checks.filter(
  ({ pillar, reads }) => pillar === "access" && reads.some((resource) => (changed as readonly ResourceId[]).includes(resource)),
);

/** Everything that the difference and those checks read. */
export const accessResources: readonly ResourceId[] = [
  ...new Set<ResourceId>(["namespaces", ...changed, ...accessChecks.flatMap(({ reads }) => reads)]),
].sort();
