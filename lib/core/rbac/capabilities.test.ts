import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRbac } from "./arbitrary-rbac.ts";
import { type Capability, capabilityOf, capabilityRows, holdersOf } from "./capabilities.ts";
import { dangerOf } from "./dangers.ts";
import { identityOf } from "./subject.ts";
import { whoCan } from "./who-can.ts";
import { binding, clusterBinding, clusterRole, indexOf, role, rule } from "./worlds.ts";

const world = [
  clusterRole("reader", [rule("get,list", "", "secrets")]),
  clusterRole("one", [rule("get", "", "secrets", { resourceNames: ["one"] })]),
  clusterRole("labels", [rule("patch", "", "namespaces", { resourceNames: ["a"] })]),
  role("a", "nodes", [rule("get", "", "nodes/proxy")]),
  clusterBinding("all", "reader", "Group:security"),
  binding("a", "x", "ClusterRole reader", "User:jane", "ServiceAccount:bot"),
  binding("a", "y", "ClusterRole one", "User:jane", "User:named"),
  binding("a", "z", "Role nodes", "User:jane"),
  binding("a", "own", "ClusterRole labels", "User:jane"),
  binding("b", "own", "ClusterRole labels", "User:jane"),
];
const asked = ["read-secrets", "proxy-nodes", "change-namespaces"].map((id) => dangerOf(id as "read-secrets"));

describe("namespaces by capability", () => {
  const index = indexOf(world);

  test("count who holds it there, and who holds it everywhere once", () => {
    const rows = capabilityRows(index, { capabilities: asked, namespaces: ["b", "a", "empty"] });
    expect(rows.map(({ namespace, cells, subjects }) => [namespace, cells, subjects])).toEqual([
      [
        undefined,
        [
          { full: 2, named: 0 },
          { full: 1, named: 0 },
          { full: 1, named: 0 },
        ],
        2,
      ],
      ["a", [{ full: 2, named: 1 }, undefined, { full: 1, named: 0 }], 2],
      ["b", [{ full: 0, named: 0 }, undefined, { full: 0, named: 0 }], 0],
      ["empty", [{ full: 0, named: 0 }, undefined, { full: 0, named: 0 }], 0],
    ]);
  });

  test("count only the subjects that are asked for", () => {
    const [everywhere, first] = capabilityRows(index, {
      capabilities: asked,
      namespaces: ["a"],
      counts: (identity) => identity === "User:jane",
    });
    expect([everywhere?.subjects, first?.subjects]).toEqual([0, 1]);
  });

  test("say what was not seen of a namespace, and of no other", () => {
    const resource = "rolebindings.rbac.authorization.k8s.io";
    const gaps = [{ resource, reason: "forbidden", namespace: "b" }] as const;
    const partly = indexOf(world, { coverage: { [resource]: { state: "partial", gaps } } });
    const rows = capabilityRows(partly, { capabilities: asked, namespaces: ["a", "b"] });
    expect(rows.map((row) => [row.namespace, row.gaps.length])).toEqual([
      [undefined, 0],
      ["a", 0],
      ["b", 1],
    ]);
  });

  test("name the holders, those of the namespace first and the bypass last", () => {
    expect(holdersOf(index, dangerOf("read-secrets"), "a").map((one) => [one.subject.name, one.local, one.everywhere])).toEqual([
      ["jane", "full", undefined],
      ["named", "named", undefined],
      ["bot", "full", undefined],
      ["security", undefined, "full"],
      ["system:masters", undefined, "full"],
    ]);
  });
});

const seed = Number(process.env.SEED ?? 20_261_127);
const numRuns = Number(process.env.CASES ?? 100);

test(`a capability of one verb is held by whom who-can names, seed ${seed}`, { timeout: 20_000 + numRuns * 100 }, () => {
  fc.assert(
    fc.property(arbitraryRbac, (objects) => {
      const index = indexOf(objects);
      for (const [verb, resource] of [
        ["get", "pods"],
        ["list", "nodes"],
        ["patch", "namespaces"],
        ["create", "pods/exec"],
      ] as const) {
        const capability: Capability = capabilityOf(index, verb, "", resource);
        const request = capability.requests[0] as Capability["requests"][number];
        for (const namespace of ["n1", "n2"]) {
          const attributes = resource === "namespaces" ? { ...request, name: namespace } : request;
          const expected = whoCan(index, { attributes, namespace });
          // Who may change this Namespace by its name, and by a ClusterRoleBinding, holds it for an object and not for all.
          const held = holdersOf(index, capability, namespace).filter(
            (one) => one.local === "full" || one.everywhere === "full" || resource === "namespaces",
          );
          const names = new Set(held.map(({ subject }) => identityOf(subject)));
          for (const subject of expected.subjects) expect([objects, names.has(identityOf(subject))]).toEqual([objects, true]);
          if (resource !== "namespaces") expect([objects, names.size]).toEqual([objects, expected.subjects.length]);
        }
      }
    }),
    { seed, numRuns },
  );
});
