/** Worlds that Cilium enforces policies on, evaluated, for tests; nothing of the product imports them. */
import { createSight } from "../checks/sight.ts";
import { inventoryOfObjects, type KubernetesObject } from "../inventory/from-objects.ts";
import { type Evaluation, evaluate } from "./evaluate.ts";
import { networkResources, networkWorld, type PodGroup } from "./world.ts";

export const node: KubernetesObject = {
  apiVersion: "v1",
  kind: "Node",
  metadata: { name: "n" },
  spec: { podCIDRs: ["10.2.0.0/16"] },
  status: { addresses: [{ type: "InternalIP", address: "192.168.1.1" }] },
};
export function evaluationOf(objects: readonly KubernetesObject[]): Evaluation {
  const inventory = inventoryOfObjects(objects, { takenAt: "2026-11-29T12:00:00Z", source: "live" });
  return evaluate(networkWorld({ ...createSight(inventory, networkResources), nodes: inventory.looks.nodes }));
}

/** @param path `namespace/name` of a pod. */
export function groupNamed(evaluation: Evaluation, path: string): PodGroup {
  const found = evaluation.world.groups.find(({ members }) =>
    [...members.keys()].some(({ namespace, name }) => `${namespace}/${name}` === path),
  );
  if (found === undefined) throw new Error(`${path} is in no group`);
  return found;
}
