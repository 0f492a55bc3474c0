/** The checks whose findings a change to roles and bindings can bring or take away, and what they read. */
import { checks } from "../checks/index.ts";
import type { ResourceId } from "../inventory/resources.ts";
import { accessKinds } from "./planned.ts";
import { resourceOfAccess } from "./read-object.ts";

export const accessChecks = checks.filter(({ pillar }) => pillar === "access");

/** Everything that the difference and those checks read. */
export const accessResources: readonly ResourceId[] = [
  ...new Set<ResourceId>(["namespaces", ...accessKinds.map(resourceOfAccess), ...accessChecks.flatMap(({ reads }) => reads)]),
].sort();
