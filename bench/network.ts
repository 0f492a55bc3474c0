/** Network policies: 3,000 pods under 500 policies, of Kubernetes and of Cilium, and a cluster of 150,000 pods. */
import { createSight } from "#core/checks/sight.ts";
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { evaluate } from "#core/network-policy/evaluate.ts";
import { workloadIsolation } from "#core/network-policy/isolation.ts";
import { namespaceMatrix } from "#core/network-policy/matrix.ts";
import { reachOf, targetAddresses, targetIds } from "#core/network-policy/targets.ts";
import { networkWorld, policyResources } from "#core/network-policy/world.ts";
import { ciliumPolicy, daemonSet, namespaceOf, networkPolicy, podOf } from "#core/network-policy/worlds.ts";
import { type Figure, median } from "./figure.ts";
import { ciliumSpec, policySpec } from "./network-policies.ts";

interface Size {
  readonly namespaces: number;
  readonly apps: number;
  readonly replicas: number;
  readonly policies: number;
  /** Whether they are those of Cilium, which enforces them. */
  readonly cilium?: true;
}

/** @returns what it takes to work out who is isolated, who reaches whom by namespace, and what everybody reaches beside pods. */
export async function benchNetwork(say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, size, budget] of [
    ["3,000 pods, 500 policies", { namespaces: 50, apps: 20, replicas: 3, policies: 500 }, 1],
    ["3,000 pods, 500 policies of Cilium", { namespaces: 50, apps: 20, replicas: 3, policies: 500, cilium: true }, 1],
    ["3,000 pods with labels of their own", { namespaces: 50, apps: 60, replicas: 1, policies: 500 }, undefined],
    ["150,000 pods, 2,000 policies", { namespaces: 200, apps: 30, replicas: 25, policies: 2000 }, 60],
  ] as const) {
    say(`Making ${name}`);
    const inventory = inventoryOf(size);
    const before = process.memoryUsage().heapUsed;
    const times = Array.from({ length: 3 }, () => timeOf(inventory));
    figures.push({ name, value: median(times) / 1000, unit: "s", ...(budget && { budget }) });
    figures.push({ name: "  heap that it took", value: (process.memoryUsage().heapUsed - before) / 1e6, unit: "MB" });
  }
  return figures;
}

function timeOf(inventory: Inventory): number {
  const start = performance.now();
  const sight = { ...createSight(inventory, policyResources), nodes: inventory.looks.nodes };
  const evaluation = evaluate(networkWorld(sight));
  workloadIsolation(evaluation);
  namespaceMatrix(evaluation, [...evaluation.world.namespaces.keys()]);
  const places = targetAddresses([], inventory.looks.nodes.items);
  for (const group of evaluation.world.groups) for (const target of targetIds) reachOf(evaluation, group, target, places);
  return performance.now() - start;
}

function* objectsOf({ namespaces, apps, replicas, policies, cilium }: Size): Generator<KubernetesObject> {
  yield daemonSet(cilium ? "cilium" : "calico-node");
  for (let node = 0; node < 100; node += 1)
    yield {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name: `node-${node}` },
      spec: { podCIDRs: [`10.${node}.0.0/16`] },
      status: { addresses: [{ type: "InternalIP", address: `192.168.1.${node}` }] },
    };
  for (let space = 0; space < namespaces; space += 1) {
    yield namespaceOf(`team-${space}`, { team: space % 2 === 0 ? "a" : "b" });
    for (let app = 0; app < apps; app += 1)
      for (let replica = 0; replica < replicas; replica += 1)
        yield podOf(`team-${space}/app-${app}-${replica}`, undefined, {
          app: `app-${app}`,
          "pod-template-hash": String(replica),
        });
  }
  for (let policy = 0; policy < policies; policy += 1) {
    const turn = Math.floor(policy / namespaces);
    const path = `team-${policy % namespaces}/p-${policy}`;
    const app = `app-${turn % apps}`;
    yield cilium ? ciliumPolicy(path, { spec: ciliumSpec(turn, app) }) : networkPolicy(path, policySpec(turn, app));
  }
}

function inventoryOf(size: Size): Inventory {
  return inventoryOfObjects(objectsOf(size), { takenAt: "2026-11-28T12:00:00Z", source: "live" });
}
