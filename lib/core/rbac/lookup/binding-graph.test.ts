import { expect, test } from "vitest";
import { mostNodes } from "../../graph/graph.ts";
import { defaultsOf } from "../defaults.ts";
import { binding, clusterBinding, clusterRole, indexOf, rule } from "../worlds.ts";
import { roleGraph, subjectGraph } from "./binding-graph.ts";

const jane = { kind: "User", name: "jane" } as const;
const spaces = Array.from({ length: 100 }, (_, number) => `ns-${number}`);
const reader = clusterRole("reader", [rule("get", "", "pods")]);
const names = (graph: ReturnType<typeof subjectGraph>) => graph.nodes.map(({ kind, name, state }) => `${kind} ${name} ${state}`);

test("a subject stands left of its bindings and those left of their roles", () => {
  const index = indexOf([
    reader,
    clusterRole("secrets", [rule("list", "", "secrets")]),
    clusterBinding("all", "secrets", "User:jane"),
    binding("shop", "one", "ClusterRole reader", "User:jane"),
    binding("shop", "gone", "Role gone", "User:jane"),
    clusterBinding("everybody", "reader", "Group:system:authenticated"),
  ]);
  const graph = subjectGraph(index, jane);
  expect(names(graph)).toEqual([
    "User jane chosen",
    "ClusterRoleBinding all plain",
    "ClusterRole secrets risky",
    "RoleBinding gone plain",
    "Role gone missing",
    "RoleBinding one plain",
    "ClusterRole reader plain",
    "Group system:authenticated plain",
    "ClusterRoleBinding everybody plain",
  ]);
  expect(graph.leftOut).toEqual([]);
  for (const { from, to } of graph.edges) {
    const [a, b] = [from, to].map((id) => graph.nodes.find((node) => node.id === id)?.column ?? Number.NaN);
    expect((a as number) < (b as number)).toBe(true);
  }
});

test("many bindings of one role stand as one", () => {
  const index = indexOf([reader, ...spaces.map((space) => binding(space, "read", "ClusterRole reader", "User:jane"))]);
  expect(names(subjectGraph(index, jane))).toEqual([
    "User jane chosen",
    "RoleBinding 100 RoleBindings plain",
    "ClusterRole reader plain",
  ]);
});

test("a picture never has more than a person can read, and says what it left out", () => {
  const many = spaces.map((space) => clusterRole(`r-${space}`, [rule("get", "", "pods")]));
  const index = indexOf([
    ...many,
    ...spaces.map((space) => binding(space, "b", `ClusterRole r-${space}`, "User:jane")),
    clusterRole("shared", [rule("get", "", "pods")]),
    ...spaces.map((space) => binding(space, "s", "ClusterRole shared", ...spaces.map((name) => `User:${space}-${name}`))),
  ]);
  const subject = subjectGraph(index, jane);
  expect(subject.nodes.length).toBeLessThanOrEqual(mostNodes);
  expect(subject.leftOut).toEqual(["84 more bindings are not in the picture; the list has all of them."]);
  const role = roleGraph(index, { kind: "ClusterRole", name: "shared" }, defaultsOf(undefined));
  expect(role.nodes.length).toBeLessThanOrEqual(mostNodes);
  expect(role.leftOut).toEqual(["Not in the picture: 84 more bindings, 9976 more holders; the lists have all of them."]);
});

test("a role stands between its holders and the roles that it is part of", () => {
  const index = indexOf([
    clusterRole("view", [rule("get", "", "pods")], {
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { "to-view": "true" } }] },
    }),
    { ...clusterRole("part", [rule("get", "", "pods")]), metadata: { name: "part", labels: { "to-view": "true" } } },
    clusterBinding("b", "part", "User:jane", "ServiceAccount:lost"),
  ]);
  expect(names(roleGraph(index, { kind: "ClusterRole", name: "part" }, defaultsOf(undefined)))).toEqual([
    "ClusterRoleBinding b plain",
    "User jane plain",
    "ClusterRole part chosen",
    "ClusterRole view plain",
  ]);
  expect(names(roleGraph(index, { kind: "ClusterRole", name: "view" }, defaultsOf(undefined)))).toEqual([
    "ClusterRole view chosen",
    "ClusterRole part plain",
  ]);
});
