/**
 * A simulation against the API server: what it says is what really applying the change leaves, aggregation included. SEED
 * chooses the cluster and the change.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { collectInventory } from "#server/cluster/collect/collect.ts";
import { connectTo } from "#test/apiserver/reader.ts";
import { pathOf } from "#test/kube/apply.ts";
import { generateRbac, SMALL } from "#test/kube/generate/generate-rbac.ts";
import { seededRandom } from "#test/kube/generate/random.ts";
import type { Binding, ClusterRole } from "#test/kube/generate/rbac-objects.ts";
import { loadBig } from "#test/kube/load-big.ts";
import type { KubeObject } from "#test/kube/object.ts";
import { until } from "#test/kube/readiness.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import type { Inventory } from "../inventory/inventory.ts";
import { diffAccess } from "../rbac/difference/difference.ts";
import { buildRbacIndex } from "../rbac/rbac-index.ts";
import { accessResources } from "./access-checks.ts";
import { type AccessKind, formatAccessName, type PlannedObject } from "./planned.ts";
import { readObject } from "./read-object.ts";
import { simulate } from "./simulate.ts";

const seed = Number(process.env.SEED ?? 20_261_127);

let kube: Kube;
beforeAll(async () => {
  kube = await startKube();
  await loadBig(kube, { seed, sizes: SMALL, pods: 0 });
}, TIME_TO_START + 60_000);
afterAll(() => kube?.stop());

async function look(): Promise<Inventory> {
  const connection = await connectTo(kube, kube.adminToken);
  try {
    const collected = await collectInventory(connection, { resources: accessResources });
    if (!collected.ok) throw new Error(collected.error.message);
    return collected.value;
  } finally {
    await connection.close();
  }
}

interface Step {
  readonly object: KubeObject;
  readonly deleted: boolean;
}

/** Rules, labels, selectors and subjects of some objects changed, some objects new, some deleted, one made again with another role. */
function someChange(): readonly Step[] {
  const random = seededRandom(seed + 1);
  const [old, fresh] = [generateRbac(seed, SMALL), generateRbac(seed + 1, SMALL)];
  const pick = <T extends KubeObject>(list: readonly T[], share: number) => list.filter(() => random.chance(share));
  const roles = pick(old.roles, 0.2).map((role, index) => ({ ...role, rules: fresh.roles[index]?.rules ?? [] }));
  const clusterRoles = pick(old.clusterRoles, 0.4).map((role, index): ClusterRole => {
    const other = fresh.clusterRoles[index] as ClusterRole;
    const labels = other.metadata.labels ?? {};
    return { ...role, metadata: { ...role.metadata, labels }, ...(role.aggregationRule ? {} : { rules: other.rules ?? [] }) };
  });
  const bindings = pick(old.roleBindings, 0.1).map(
    (binding, index): Binding => ({ ...binding, subjects: fresh.roleBindings[index]?.subjects ?? [] }),
  );
  const added = pick(fresh.clusterRoleBindings, 0.2).map((binding) => ({
    ...binding,
    metadata: { name: `new-${binding.metadata.name}` },
  }));
  const [again, ...gone] = pick(old.clusterRoleBindings, 0.3);
  const kept = new Set(
    [...roles, ...clusterRoles, ...bindings].map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`),
  );
  const removed = [...gone, ...pick(old.clusterRoles, 0.1), ...pick(old.roles, 0.1)].filter(
    ({ kind, metadata }) => !kept.has(`${kind} ${metadata.namespace}/${metadata.name}`),
  );
  const other: Binding = { ...(again as Binding), roleRef: { ...(again as Binding).roleRef, name: "view" } };
  return [
    ...removed.map((object) => ({ object, deleted: true })),
    { object: again as Binding, deleted: true },
    ...[...roles, ...clusterRoles, ...bindings, ...added, other].map((object) => ({ object, deleted: false })),
  ];
}

function plannedOf({ object, deleted }: Step, number: number): PlannedObject {
  const { name, namespace } = object.metadata;
  if (deleted) return { kind: object.kind as AccessKind, name, ...(namespace ? { namespace } : {}), place: `step ${number}` };
  const read = readObject(object, `step ${number}`);
  if (read.kind !== "planned") throw new Error(JSON.stringify(read));
  return read.object;
}

async function really({ object, deleted }: Step): Promise<void> {
  const path = await pathOf(kube, object);
  if (deleted) return void (await kube.send(path, { method: "DELETE" }));
  const replaced = await kube.request(path, { method: "PUT", body: object });
  if (replaced.status === 404) await kube.send(path.slice(0, path.lastIndexOf("/")), { method: "POST", body: object });
  else if (replaced.status >= 300) throw new Error(JSON.stringify(replaced.body));
}

test(`applying the change leaves what the simulation said, seed ${seed}`, { timeout: 120_000 }, async () => {
  const before = await look();
  const steps = someChange();
  const { difference, after, objects } = simulate(before, steps.map(plannedOf), {
    now: new Date(before.takenAt),
    clusterIdentity: "u",
  });
  expect(difference.subjects.length).toBeGreaterThan(20);
  expect(new Set(objects.map(({ fate }) => fate))).toEqual(new Set(["added", "changed", "deleted", "replaced", "unchanged"]));
  for (const step of steps) await really(step);
  let real = buildRbacIndex(await look());
  await until("roles that are aggregated anew", async () => {
    real = buildRbacIndex(await look());
    return diffAccess(after, real).subjects.length === 0;
  });
  expect(diffAccess(after, real).subjects).toEqual([]);
  const told = ({ subjects }: typeof difference) =>
    subjects.map(({ subject, changes }) => ({
      subject,
      changes: changes.map(({ direction, scope, rights }) => ({ direction, scope, rights })),
    }));
  expect(told(diffAccess(buildRbacIndex(before), real))).toEqual(told(difference));
});

test("the API server refuses another roleRef, as the simulation says", async () => {
  const inventory = await look();
  const binding = generateRbac(seed, SMALL).roleBindings.find(({ roleRef }) => roleRef.kind === "ClusterRole") as Binding;
  const moved: Binding = { ...binding, roleRef: { ...binding.roleRef, name: "edit" } };
  const step = { object: moved, deleted: false };
  const { objects } = simulate(inventory, [plannedOf(step, 1)], { now: new Date(inventory.takenAt), clusterIdentity: "u" });
  expect(objects.map(({ planned, fate }) => `${formatAccessName(planned)} ${fate}`)).toEqual([
    `RoleBinding ${binding.metadata.namespace}/${binding.metadata.name} refused`,
  ]);
  await expect(really(step)).rejects.toThrow(/roleRef: Invalid value/);
});
