/** Which workload a pod belongs to: what controls the controller of the pod, where something does. */
import type { Inventory } from "./inventory.ts";
import type { ItemBase, PodItem } from "./items.ts";
import { definitionOf, type ResourceId } from "./resources.ts";

/** The kinds that make pods, or make what makes them. */
export const podControllers = [
  "cronjobs.batch",
  "daemonsets.apps",
  "deployments.apps",
  "jobs.batch",
  "replicasets.apps",
  "replicationcontrollers",
  "statefulsets.apps",
] as const satisfies readonly ResourceId[];

export type PodController = (typeof podControllers)[number];

export interface Owner {
  readonly kind: string;
  readonly name: string;
}

export interface PodOwners {
  /** @returns the topmost workload that is known; the pod itself where nothing controls it. */
  ofPod(pod: PodItem): Owner;
  /** @returns whether something controls a workload. */
  isOwned(resource: PodController, workload: ItemBase): boolean;
}

/** @returns the owners of an inventory: a Deployment for the pods of its ReplicaSets, a CronJob for those of its Jobs. */
export function podOwners(looks: Pick<Inventory["looks"], PodController>): PodOwners {
  const owners = new Map<string, Owner>();
  for (const resource of podControllers)
    for (const item of looks[resource].items) {
      const owner = controllerOf(item);
      if (owner) owners.set(ownerKey(item.meta.namespace, definitionOf(resource).kind, item.meta.name), owner);
    }
  return {
    ofPod(pod) {
      const controller = controllerOf(pod);
      if (controller === undefined) return { kind: "Pod", name: pod.meta.name };
      return owners.get(ownerKey(pod.meta.namespace, controller.kind, controller.name)) ?? controller;
    },
    isOwned: (resource, { meta }) => owners.has(ownerKey(meta.namespace, definitionOf(resource).kind, meta.name)),
  };
}

/** @returns whether a pod runs nothing any more. */
export function hasEnded({ status }: Pick<PodItem, "status">): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed";
}

/** @returns whether it is the API server's copy of a static pod, which the node runs and not the API server. */
export function isMirror({ meta }: ItemBase): boolean {
  return meta.annotations?.["kubernetes.io/config.mirror"] !== undefined;
}

/** @returns the owner that controls an object; undefined where none does. */
export function controllerOf({ meta }: ItemBase): Owner | undefined {
  const owner = meta.owners?.find(({ controller }) => controller);
  return owner && { kind: owner.kind, name: owner.name };
}

/** @returns what an owner is found by, in its namespace. */
export function ownerKey(namespace: string | undefined, kind: string, name: string): string {
  return `${namespace ?? ""}/${kind}/${name}`;
}
