/** For each container that runs, whether a policy that enforces in its cluster would have asked for its image's signature. */

import { createSight } from "../../checks/sight.ts";
import { enforcementResources, enforcementView } from "../../checks/supply-chain/enforcement.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import { type CoverageState, coverageStates } from "./coverage.ts";
import type { EngineName } from "./guards.ts";

export interface AdmittedContainer {
  readonly namespace: string;
  readonly kind: string;
  readonly workload: string;
  readonly container: string;
  /** As the pods' specs have it. */
  readonly image: string;
  /** The worst of its pods. */
  readonly state: CoverageState;
  /** Of the rule that gave the answer; absent where none did. */
  readonly rule?: { readonly engine: EngineName; readonly policy: string };
}

/** @returns what runs in an inventory's cluster, each container of a workload and each image of it once. */
export function admittedContainers(inventory: Inventory): readonly AdmittedContainer[] {
  const { workloads } = enforcementView.build(createSight(inventory, enforcementResources));
  const all = workloads.flatMap(({ images }) =>
    images.map(({ container, covered: { state, guard } }): AdmittedContainer => {
      const { namespace, workload, container: name, image } = container;
      const rule = guard && { rule: { engine: guard.engine, policy: guard.policy.meta.name } };
      return { namespace, kind: workload.kind, workload: workload.name, container: name, image, state, ...rule };
    }),
  );
  const same = Map.groupBy(all, (one) => [one.namespace, one.kind, one.workload, one.container, one.image].join("\n"));
  return [...same.values()].map((pods) => pods.reduce((one, other) => (rank(other) > rank(one) ? other : one)));
}

function rank({ state }: AdmittedContainer): number {
  return coverageStates.indexOf(state);
}
