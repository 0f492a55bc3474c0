/** Differences of access between two clusters of a large company's size, and a simulation on one of them. */

import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import { diffAccess } from "#core/rbac/difference/difference.ts";
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { readDeletion } from "#core/simulate/planned.ts";
import { simulate } from "#core/simulate/simulate.ts";
import { BIG, generateRbac, type RbacSizes } from "#test/kube/generate/generate-rbac.ts";
import { type Figure, median } from "./figure.ts";

const rounds = 5;
const takenAt = "2026-11-27T10:00:00Z";

function objectsOf(seed: number, sizes: RbacSizes): readonly KubernetesObject[] {
  const { namespaces, roles, clusterRoles, roleBindings, clusterRoleBindings } = generateRbac(seed, sizes);
  return [namespaces, roles, clusterRoles, roleBindings, clusterRoleBindings].flat() as unknown as readonly KubernetesObject[];
}

function inventoryOf(objects: readonly KubernetesObject[]): Inventory {
  return inventoryOfObjects(objects, { takenAt, source: "live" });
}

function times(sizes: number): RbacSizes {
  return Object.fromEntries(
    Object.entries(BIG).map(([kind, count]) => [kind, Math.round(count * sizes)]),
  ) as unknown as RbacSizes;
}

function took(run: () => void): number {
  const measured = Array.from({ length: rounds }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return median(measured);
}

export async function benchChanges(say: (line: string) => void): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [size, budget] of [
    [0.25, undefined],
    [0.5, undefined],
    [1, 2_000],
    [10, undefined],
  ] as const) {
    say(`Two clusters of ${size} times a large company's size`);
    const objects = objectsOf(1, times(size));
    const [before, after] = [inventoryOf(objects), inventoryOf(objects.filter((_, place) => place % 20 !== 0))];
    const [was, is] = [buildRbacIndex(before), buildRbacIndex(after)];
    const limit = budget === undefined ? {} : { budget };
    figures.push({
      name: `difference, one object in twenty gone, size ${size}`,
      unit: "ms",
      value: took(() => diffAccess(was, is)),
      ...limit,
    });
    if (size > 1) continue;
    const other = buildRbacIndex(inventoryOf(objectsOf(2, times(size))));
    figures.push({
      name: `difference of two unlike clusters, size ${size}`,
      unit: "ms",
      value: took(() => diffAccess(was, other)),
      ...limit,
    });
    if (size < 1) continue;
    const deletion = readDeletion("ClusterRoleBinding binding-1", "bench");
    const plan = deletion.ok ? [deletion.value] : [];
    const options = { now: new Date(takenAt), clusterIdentity: "bench" };
    figures.push({
      name: "simulation of one deletion, with the checks of access",
      unit: "ms",
      value: took(() => simulate(before, plan, options)),
    });
  }
  return figures;
}
