/** A small inventory and checks over it, for tests of what stores and reads them; no cluster is needed. */
import { type Check, defineCheck } from "#core/checks/define.ts";
import { emptyInventory, withLooks } from "#core/inventory/build.ts";
import type { Gap } from "#core/inventory/gap.ts";
import type { Inventory, Look } from "#core/inventory/inventory.ts";
import type { PodItem } from "#core/inventory/items.ts";

export interface WorldPod {
  readonly namespace: string;
  readonly name: string;
  readonly privileged?: true;
}

export interface World {
  readonly pods: readonly WorldPod[];
  /** Gaps of the list of pods; without any it is complete. */
  readonly gaps?: readonly Gap[];
  readonly nodes?: readonly string[];
  /** UID of kube-system. */
  readonly uid?: string;
  readonly takenAt?: string;
}

function podItem({ namespace, name, privileged }: WorldPod): PodItem {
  const securityContext = privileged ? { privileged } : {};
  return {
    meta: { namespace, name, uid: `uid-${namespace}-${name}` },
    spec: { containers: [{ name: "main", type: "container", image: "registry.example/app:1", securityContext }] },
  };
}

/** @returns an inventory of pods, namespaces and nodes; every other resource is absent from the cluster. */
export function inventoryOf({ pods, gaps = [], nodes = ["node-1"], uid = "uid-1", takenAt }: World): Inventory {
  const header = { takenAt: takenAt ?? "2026-11-24T00:00:00Z", source: "live" as const };
  const empty = emptyInventory({
    ...header,
    cluster: { uid, version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } },
  });
  const absent = Object.values(empty.looks).map((look) => ({ ...look, coverage: { state: "absent" as const } }));
  const namespaces = [...new Set(pods.map((pod) => pod.namespace))];
  const complete = { state: "complete" as const, resourceVersion: "7" };
  const seen: Look[] = [
    {
      resource: "pods",
      apiVersion: "v1",
      items: pods.map(podItem),
      coverage: gaps.length > 0 ? { state: "partial", gaps } : complete,
    },
    { resource: "namespaces", apiVersion: "v1", items: namespaces.map((name) => ({ meta: { name } })), coverage: complete },
    { resource: "nodes", apiVersion: "v1", items: nodes.map((name) => ({ meta: { name } })), coverage: complete },
  ];
  return withLooks(withLooks(empty, absent), seen);
}

const described = { layer: "container", seenBy: "api", responsible: "application", answers: [], since: "1.0", major: 1 } as const;
const docs = { why: "Because the test says so.", fix: "Nothing.", refs: [] };

/** One finding for each privileged pod, and one for each node: high in a namespace, medium without one. */
export const worldChecks: readonly Check[] = [
  defineCheck({
    ...described,
    id: "test/node",
    title: "A node exists",
    pillar: "platform",
    reads: ["nodes"],
    messages: { exists: { text: "{object} exists", severity: "medium" } },
    docs,
    *evaluate({ list }) {
      for (const { meta } of list("nodes")) yield { at: { resource: "nodes", kind: "Node", name: meta.name }, message: "exists" };
    },
  }),
  defineCheck({
    ...described,
    id: "test/privileged",
    title: "A pod is privileged",
    pillar: "access",
    reads: ["pods"],
    messages: { privileged: { text: "{object} is privileged", severity: "high" } },
    docs,
    *evaluate({ list }) {
      for (const { meta, spec } of list("pods")) {
        const object = { resource: "pods", kind: "Pod", name: meta.name, uid: meta.uid, path: "spec.containers[0]" };
        if (spec.containers.some((container) => container.securityContext?.privileged))
          yield { at: { ...object, ...(meta.namespace !== undefined && { namespace: meta.namespace }) }, message: "privileged" };
      }
    },
  }),
] as readonly Check[];
