/** Who can change what runs in each namespace: the last link of every trail, for whoever holds it needs no other. */
import { access, rbacResources } from "../checks/rbac/access.ts";
import { holdersByNamespace } from "../checks/rbac/holders.ts";
import { createSight, isComplete } from "../checks/sight.ts";
import { workloadResources, workloads } from "../checks/workload/workloads.ts";
import { gapsOf } from "../inventory/build.ts";
import { compareGaps, compareText, type Gap } from "../inventory/gap.ts";
import type { Inventory, Look } from "../inventory/inventory.ts";
import { dangerOf, requestsAt } from "../rbac/dangers.ts";

export const deployRightsResources = ["namespaces", ...workloadResources, ...rbacResources] as const;

export interface NamespaceRights {
  readonly name: string;
  readonly workloads: number;
  /** Subjects that may make, change or replace workloads, as sentences name them; Kubernetes' own are left out. */
  readonly change: readonly string[];
  /** Subjects that may put other images or containers into pods that run. */
  readonly swap: readonly string[];
  /** Subjects that may run code in pods that run. */
  readonly enter: readonly string[];
  /** Everybody, or everybody who is signed in, is among them. */
  readonly open: boolean;
}

export interface DeployRights {
  /** Those in which something runs, by name. */
  readonly namespaces: readonly NamespaceRights[];
  /** Of the rights and workloads of the cluster. */
  readonly gaps: readonly Gap[];
  readonly sees: (namespace: string) => boolean;
}

/** Groups that anybody is in. */
const everybody = /^(Group|User) system:(authenticated|unauthenticated|anonymous|serviceaccounts)$/;

/** @returns who may change, swap and enter what runs, namespace by namespace. */
export function deployRights(inventory: Inventory): DeployRights {
  const { looks, cluster } = inventory;
  const held = access.build(createSight(inventory, rbacResources));
  const change = holdersByNamespace(held, dangerOf("create-pods").requests);
  const swap = holdersByNamespace(held, dangerOf("change-pods").requests);
  const enter = holdersByNamespace(held, requestsAt(dangerOf("enter-pods"), cluster.minor));
  const running = Map.groupBy(workloads.build(createSight(inventory, workloadResources)), ({ namespace }) => namespace);
  const namespaces = [...running].map(([name, own]): NamespaceRights => {
    const rights = { change: change(name), swap: swap(name), enter: enter(name) };
    const open = Object.values(rights).some((subjects) => subjects.some((subject) => everybody.test(subject)));
    return { name, workloads: own.length, ...rights, open };
  });
  return {
    namespaces: namespaces.sort((one, other) => compareText(one.name, other.name)),
    gaps: deployRightsResources.flatMap((resource) => gapsOf(looks[resource] as Look)).sort(compareGaps),
    sees: (namespace) =>
      deployRightsResources.every((resource) => resource === "namespaces" || isComplete(looks[resource] as Look, namespace)),
  };
}
