import { expect, test } from "vitest";
import { chainSentence } from "./chain.ts";
import { whoCan } from "./who-can.ts";
import { binding, clusterBinding, clusterRole, indexOf, role, rule } from "./worlds.ts";

const masters = { kind: "Group", name: "system:masters", scope: "cluster" };
const getSecrets = { verb: "get", group: "", resource: "secrets" };
const index = indexOf([
  clusterRole("reader", [rule("get", "", "secrets")]),
  role("b", "reader", [rule("get", "", "secrets")]),
  role("c", "one", [rule("get", "", "secrets", { resourceNames: ["one"] })]),
  clusterBinding("all", "reader", "Group:security", "ServiceAccount:ci/deployer"),
  binding("a", "x", "ClusterRole reader", "User:jane", "ServiceAccount:local"),
  binding("b", "x", "Role reader", "User:jane", "User:system:serviceaccount:ci:deployer"),
  binding("c", "x", "Role one", "User:jane", "User:named"),
  binding("d", "x", "Role gone", "User:nobody"),
]);

test("in the whole cluster only cluster bindings count", () => {
  expect(whoCan(index, { attributes: getSecrets })).toMatchObject({
    subjects: [
      { kind: "Group", name: "security", scope: "cluster" },
      masters,
      { kind: "ServiceAccount", name: "deployer", namespace: "ci", scope: "cluster" },
    ],
    complete: true,
    gaps: [],
  });
});

test("in one namespace its own bindings count too", () => {
  expect(whoCan(index, { attributes: getSecrets, namespace: "a" }).subjects).toContainEqual({
    kind: "User",
    name: "jane",
    scope: ["a"],
  });
  expect(whoCan(index, { attributes: getSecrets, namespace: "a" }).subjects).toContainEqual({
    kind: "ServiceAccount",
    name: "local",
    namespace: "a",
    scope: ["a"],
  });
});

test("in any namespace each is named with its namespaces, and a user named like a service account is that account", () => {
  const { subjects, chainsOf } = whoCan(index, { attributes: getSecrets, namespace: { any: true } });
  expect(subjects).toContainEqual({ kind: "User", name: "jane", scope: ["a", "b"] });
  expect(subjects.filter((subject) => subject.name === "deployer")).toHaveLength(1);
  expect(chainsOf({ kind: "ServiceAccount", namespace: "ci", name: "deployer" }).map(chainSentence)).toEqual([
    "ServiceAccount ci/deployer ← ClusterRoleBinding all ← ClusterRole reader ← rule 1",
    "ServiceAccount ci/deployer ← RoleBinding b/x ← Role b/reader ← rule 1",
  ]);
});

test("a named object is also reached by a rule that names it", () => {
  const { subjects } = whoCan(index, { attributes: { ...getSecrets, name: "one" }, namespace: "c" });
  expect(subjects).toContainEqual({ kind: "User", name: "named", scope: ["c"] });
});

test("a Namespace can be changed from inside itself", () => {
  const inside = indexOf([
    clusterRole("r", [rule("patch", "", "namespaces")]),
    binding("team", "b", "ClusterRole r", "User:jane"),
  ]);
  const patch = { verb: "patch", group: "", resource: "namespaces" };
  expect(whoCan(inside, { attributes: patch, namespace: { any: true } }).subjects).toContainEqual({
    kind: "User",
    name: "jane",
    scope: ["team"],
  });
  expect(whoCan(inside, { attributes: { ...patch, name: "team" } }).subjects).toContainEqual({
    kind: "User",
    name: "jane",
    scope: ["team"],
  });
  expect(whoCan(inside, { attributes: { ...patch, name: "other" } }).subjects).toEqual([masters]);
});

test("a role that was not seen makes the answer incomplete, a missing one does not", () => {
  const resource = "roles.rbac.authorization.k8s.io";
  const gaps = [{ resource, reason: "forbidden", namespace: "d" }] as const;
  const coverage = { [resource]: { state: "partial", gaps } } as const;
  const dark = indexOf([binding("d", "x", "Role gone", "User:nobody")], { coverage });
  expect(whoCan(dark, { attributes: getSecrets, namespace: "d" })).toMatchObject({ complete: false, gaps });
  expect(whoCan(dark, { attributes: getSecrets, namespace: "e" })).toMatchObject({ complete: true });
  expect(whoCan(index, { attributes: getSecrets, namespace: "d" })).toMatchObject({ complete: true });
});
