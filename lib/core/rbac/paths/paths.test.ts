import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inventoryOfObjects, type KubernetesObject } from "../../inventory/from-objects.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import type { BindingEntry } from "../rbac-index.ts";
import { formatSubject } from "../subject.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "../worlds.ts";
import { BruteForce } from "./brute-force.ts";
import type { Paths, SinkId } from "./paths.ts";
import { account, deployment, namespace, node, pathsOf, pod, tokenSecret } from "./worlds.ts";

const minor = { minor: "1.37", discovery: { resources: [], gaps: [] } };

function inventoryOf(objects: readonly KubernetesObject[]): Inventory {
  return inventoryOfObjects(objects, { takenAt: "2026-11-23T14:02:00Z", source: "live", cluster: minor });
}

const rbac = "rbac.authorization.k8s.io";
const rules = [
  rule("*", "*", "*"),
  rule("create", "", "pods"),
  rule("patch", "apps", "deployments"),
  rule("patch", "apps", "deployments", { resourceNames: ["web"] }),
  rule("create", "", "pods/exec"),
  rule("create", "", "pods/exec", { resourceNames: ["web"] }),
  rule("create", "", "serviceaccounts/token"),
  rule("create", "", "serviceaccounts/token", { resourceNames: ["boss"] }),
  rule("get", "", "secrets"),
  rule("get", "", "secrets", { resourceNames: ["old"] }),
  rule("create", "", "secrets"),
  rule("create", "", "serviceaccounts"),
  rule("impersonate", "", "users"),
  rule("impersonate", "", "users", { resourceNames: ["ada"] }),
  rule("impersonate", "", "groups"),
  rule("impersonate", "", "groups", { resourceNames: ["system:masters"] }),
  rule("impersonate", "", "serviceaccounts"),
  rule("create", rbac, "rolebindings,clusterrolebindings"),
  rule("update", rbac, "rolebindings,clusterrolebindings"),
  rule("bind", rbac, "roles,clusterroles"),
  rule("bind", rbac, "clusterroles", { resourceNames: ["c1"] }),
  rule("update", rbac, "roles,clusterroles"),
  rule("update", rbac, "roles,clusterroles", { resourceNames: ["c2", "r0"] }),
  rule("escalate", rbac, "roles,clusterroles"),
  rule("escalate", rbac, "roles,clusterroles", { resourceNames: ["c2"] }),
  rule("get", "", "nodes/proxy"),
  rule("create", "", "persistentvolumes"),
  rule("create", "", "persistentvolumeclaims"),
  rule("patch", "", "namespaces"),
  rule("create", "certificates.k8s.io", "certificatesigningrequests"),
  rule("get", "certificates.k8s.io", "certificatesigningrequests"),
  rule("update", "certificates.k8s.io", "certificatesigningrequests/approval"),
  rule("approve", "certificates.k8s.io", "signers"),
  rule("create", "admissionregistration.k8s.io", "mutatingwebhookconfigurations"),
  rule("list", "", "configmaps"),
];
const spaces = ["a", "b"];
const names = ["User:ada", "User:bob", "Group:devs", "ServiceAccount:a/boss", "ServiceAccount:b/web", "ServiceAccount:b/gone"];
const fixed: readonly KubernetesObject[] = [
  namespace("a"),
  namespace("b", "baseline"),
  account("a", "boss"),
  account("a", "default"),
  account("b", "web"),
  node("node-1"),
  node("node-2"),
  pod("a", "web", "boss"),
  pod("b", "web", "web", { node: "node-2" }),
  pod("b", "driver", "default", { node: "node-1", privileged: true, automount: false }),
  deployment("b", "web"),
  tokenSecret("a", "old", "boss"),
];

/** Few enough bindings that every set of them can be taken away. */
const smallWorld = fc.record({
  clusterRoles: fc.array(fc.array(fc.constantFrom(...rules), { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 4 }),
  roles: fc.array(fc.array(fc.constantFrom(...rules.slice(1)), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 }),
  bindings: fc.array(
    fc.record({
      role: fc.nat({ max: 5 }),
      place: fc.constantFrom("", "", ...spaces),
      subjects: fc.uniqueArray(fc.constantFrom(...names), { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});
type SmallWorld = typeof smallWorld extends fc.Arbitrary<infer T> ? T : never;

function objectsOf({ clusterRoles, roles, bindings }: SmallWorld): readonly KubernetesObject[] {
  return [
    ...fixed,
    ...clusterRoles.map((list, number) => clusterRole(`c${number}`, list)),
    ...spaces.flatMap((space) => roles.map((list, number) => role(space, `r${number}`, list))),
    ...bindings.map(({ role: chosen, place, subjects }, number) => {
      const name = `binding-${number}`;
      if (place === "") return clusterBinding(name, `c${chosen % clusterRoles.length}`, ...subjects);
      const all = [...clusterRoles.map((_, of) => `ClusterRole c${of}`), ...roles.map((_, of) => `Role r${of}`)];
      return binding(place, name, all[chosen % all.length] as string, ...subjects);
    }),
  ];
}

const ends = ["cluster-admin", "masters", "node-root", "all-secrets"] as const satisfies readonly SinkId[];

function keyOf({ item, kind }: BindingEntry): string {
  return `${kind} ${item.meta.namespace ?? ""}/${item.meta.name}`;
}

function without(objects: readonly KubernetesObject[], bindings: ReadonlySet<string>): readonly KubernetesObject[] {
  return objects.filter(({ kind, metadata }) => {
    const { namespace: where = "", name } = metadata as { namespace?: string; name: string };
    return !bindings.has(`${kind} ${where}/${name}`);
  });
}

function bindingKeys(objects: readonly KubernetesObject[]): readonly string[] {
  return objects.flatMap(({ kind, metadata }) => {
    const { namespace: where = "", name } = metadata as { namespace?: string; name: string };
    return kind.endsWith("Binding") ? [`${kind} ${where}/${name}`] : [];
  });
}

/** @returns the size of the smallest set of bindings whose removal ends it, tried in order of size. */
function smallest(
  objects: readonly KubernetesObject[],
  reaches: (rest: readonly KubernetesObject[]) => boolean,
): number | undefined {
  const all = bindingKeys(objects);
  const sets = Array.from({ length: 2 ** all.length }, (_, bits) => all.filter((_one, place) => bits & (1 << place)));
  return sets.sort((a, b) => a.length - b.length).find((set) => !reaches(without(objects, new Set(set))))?.length;
}

const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
const cases = Number(process.env.CASES ?? 1);

describe("against a search that asks the engine one request at a time", () => {
  test(`the same ends are reached (seed ${seed})`, () => {
    let reached = 0;
    fc.assert(
      fc.property(smallWorld, (world) => {
        const inventory = inventoryOf(objectsOf(world));
        const paths = pathsOf(inventory);
        const brute = new BruteForce(inventory);
        for (const { subject, reaches } of paths.subjects()) {
          const expected = brute.endsOf(subject);
          const found = reaches.filter(({ verdict, sink, hops }) => verdict === "reached" && (sink !== "masters" || hops !== 0));
          reached += found.length;
          expect([formatSubject(subject), found.map(({ sink }) => sink)]).toEqual([
            formatSubject(subject),
            ends.filter((end) => expected.has(end)),
          ]);
        }
      }),
      { seed, numRuns: 300 * cases },
    );
    console.info(`paths: ${reached} ends reached, seed ${seed}`);
    expect(reached).toBeGreaterThan(500);
  });

  test(`the cheapest cut ends the path, and no smaller one does (seed ${seed})`, () => {
    let cut = 0;
    let proven = 0;
    fc.assert(
      fc.property(smallWorld, fc.constantFrom(...ends), (world, sink) => {
        const objects = objectsOf(world);
        const paths = pathsOf(inventoryOf(objects));
        const subject = paths
          .subjects()
          .find(({ reaches }) => reaches.some((one) => one.sink === sink && one.verdict === "reached"))?.subject;
        if (subject === undefined) return;
        const reaches = (rest: readonly KubernetesObject[]) => new BruteForce(inventoryOf(rest)).endsOf(subject).has(sink);
        const found = paths.path(subject, sink).cut;
        expect(found).toBeDefined();
        if (found === undefined) return;
        expect(reaches(without(objects, new Set(found.bindings.map(keyOf))))).toBe(false);
        cut += 1;
        if (!found.proven) return;
        proven += 1;
        expect(found.bindings.length).toBe(smallest(objects, reaches));
      }),
      { seed, numRuns: 150 * cases },
    );
    console.info(`paths: ${cut} cuts, ${proven} proven the smallest, seed ${seed}`);
    expect(proven).toBeGreaterThan(cut * 0.9);
  });

  test(`the binding to take away first ends the most paths (seed ${seed})`, () => {
    fc.assert(
      fc.property(smallWorld, fc.constantFrom(...ends), (world, sink) => {
        const objects = objectsOf(world);
        const paths = pathsOf(inventoryOf(objects));
        const open = reaching(paths, sink);
        const best = paths.bestCut(sink);
        const ended = bindingKeys(objects).map((key) => {
          const rest = reaching(pathsOf(inventoryOf(without(objects, new Set([key])))), sink);
          return open.filter((subject) => !rest.includes(subject)).length;
        });
        expect(best?.ends ?? 0).toBe(Math.max(0, ...ended));
      }),
      { seed, numRuns: 60 * cases },
    );
  });
});

function reaching(paths: Paths, sink: SinkId): readonly string[] {
  return paths
    .subjects()
    .filter(({ reaches }) => reaches.some((one) => one.sink === sink && one.verdict === "reached"))
    .map(({ subject }) => formatSubject(subject));
}
