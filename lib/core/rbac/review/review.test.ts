import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { buildMatrix } from "../matrix.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { binding, clusterBinding, clusterRole, indexOf, role, rule } from "../worlds.ts";
import { removalSteps, shellWord } from "./removal.ts";
import { type ReviewFilter, reviewedSubjects } from "./reviewed.ts";
import { carriedOut, gainedSince } from "./since.ts";

const objects = [
  clusterRole("cluster-admin", [rule("*", "*", "*")]),
  clusterRole("secrets", [rule("get,list", "", "secrets")]),
  clusterRole("look", [rule("get", "", "pods")]),
  role("shop", "deploy", [rule("create", "apps", "deployments")]),
  clusterBinding("root", "cluster-admin", "User:ada", "Group:admins"),
  binding("shop", "secrets", "ClusterRole secrets", "User:ben", "ServiceAccount:ci/runner", "User:ben"),
  binding("shop", "deploy", "Role deploy", "ServiceAccount:ci/runner"),
  binding("bank", "look", "ClusterRole look", "User:cleo"),
  binding("shop", "robots", "ClusterRole look", "Group:system:serviceaccounts:ci"),
];

const everybody: ReviewFilter = { kinds: [], defaults: false };

function reviewed(index: RbacIndex, filter: ReviewFilter = everybody) {
  return reviewedSubjects(index, buildMatrix(index).rows, { filter, dangersOf: (row) => row.dangers });
}
const find = (index: RbacIndex, name: string, filter = everybody) =>
  reviewed(index, filter).find(({ subject }) => subject.name === name);

test("each subject has a sentence about the worst that it may do, and where", () => {
  const sentences = Object.fromEntries(reviewed(indexOf(objects)).map(({ subject, sentence }) => [subject.name, sentence]));
  expect(sentences).toMatchObject({
    ada: "In the whole cluster: may do everything.",
    ben: "In shop: may read the values of Secrets.",
    runner: "In shop: may read the values of Secrets; start pods as any service account of the namespace.",
    cleo: "In bank: holds ClusterRole look; no dangerous right among its rights.",
  });
});

test("a review of a capability has those who hold it, and those of whom nobody knows", () => {
  const secrets: ReviewFilter = { ...everybody, capability: "read-secrets" };
  const names = (index: RbacIndex, filter: ReviewFilter) =>
    reviewed(index, filter)
      .map(({ subject }) => subject.name)
      .sort();
  expect(names(indexOf(objects), secrets)).toEqual(["ada", "admins", "ben", "runner", "system:masters"]);
  expect(names(indexOf(objects), { ...everybody, capability: "administer" })).toEqual(["ada", "admins", "system:masters"]);
  expect(names(indexOf(objects), { ...secrets, kinds: ["ServiceAccount"] })).toEqual(["runner"]);
  const gap = { resource: "roles.rbac.authorization.k8s.io", reason: "forbidden" } as const;
  const blind = indexOf([binding("shop", "hidden", "Role nobody-saw", "User:dora")], {
    coverage: { "roles.rbac.authorization.k8s.io": { state: "unseen", gaps: [gap] } },
  });
  expect(find(blind, "dora", secrets)).toMatchObject({ seenInFull: false });
});

test("what would take the right away is named binding by binding", () => {
  const runner = find(indexOf(objects), "runner", { ...everybody, capability: "read-secrets" });
  expect(removalSteps(runner?.subject ?? { kind: "User", name: "" }, runner?.grants ?? [])).toEqual([
    {
      what: "Take ServiceAccount ci/runner out of RoleBinding shop/secrets (ClusterRole secrets): 2 other subjects stay.",
      command: `kubectl patch rolebinding/secrets --namespace shop --type=json --patch '[{"op":"test","path":"/subjects/1/name","value":"runner"},{"op":"remove","path":"/subjects/1"}]'`,
    },
  ]);
  const all = find(indexOf(objects), "runner");
  const steps = removalSteps(all?.subject ?? { kind: "User", name: "" }, all?.grants ?? []);
  expect(steps.map(({ command }) => command?.slice(0, 24))).toEqual(["kubectl delete rolebindi", "kubectl patch rolebindin"]);
  const members = [...objects, binding("shop", "accounts", "ClusterRole secrets", "Group:system:serviceaccounts:ci")];
  const held = find(indexOf(members), "runner", { ...everybody, capability: "read-secrets" });
  expect(removalSteps(held?.subject ?? { kind: "User", name: "" }, held?.grants ?? []).at(-1)?.what).toContain(
    "by the group system:serviceaccounts:ci: every such subject is in it",
  );
});

test("a subject that a binding names twice is taken out twice, from the end", () => {
  const ben = find(indexOf(objects), "ben");
  const [step] = removalSteps(ben?.subject ?? { kind: "User", name: "" }, ben?.grants ?? []);
  const patch = JSON.parse(/--patch '(.*)'$/.exec(step?.command ?? "")?.[1] ?? "[]") as { path: string }[];
  expect(patch.map(({ path }) => path)).toEqual(["/subjects/2/name", "/subjects/2", "/subjects/0/name", "/subjects/0"]);
});

test.each(["plain", "it's", "$(id)", "`id`; rm -rf /", "a\nb", "\u202eevil", "quo'te\u200b\\x", "", "*", "-x"])(
  "%j stays one word of a shell",
  (text) => {
    const read = execFileSync("bash", ["-c", `LC_ALL=C.UTF-8 printf %s ${shellWord(text)}`], { encoding: "utf8" });
    expect(read).toBe(text);
  },
);

test("what a subject gained is told against what was kept of it", () => {
  const before = find(indexOf(objects), "cleo");
  const later = indexOf([
    ...objects.filter((object) => (object.metadata as { name: string }).name !== "look" || object.kind !== "ClusterRole"),
    clusterRole("look", [rule("get,list", "", "pods")]),
    binding("shop", "more", "ClusterRole secrets", "User:cleo"),
  ]);
  const now = find(later, "cleo");
  if (!before || !now) throw new Error("cleo is there");
  expect(gainedSince(before, now)).toEqual({
    bindings: ["RoleBinding shop/more (ClusterRole secrets)"],
    roles: ["ClusterRole look"],
    dangers: ["read-secrets"],
  });
  expect(gainedSince(now, now)).toBeUndefined();
});

test("a removal is carried out when the bindings are gone, and unknown where they may be out of sight", () => {
  const runner = find(indexOf(objects), "runner");
  if (!runner) throw new Error("runner is there");
  const without = (...names: string[]) =>
    objects.filter(({ kind, metadata }) => kind !== "RoleBinding" || !names.includes((metadata as { name: string }).name));
  expect(carriedOut(indexOf(objects), runner)).toEqual({ state: "still", of: 2, left: 2 });
  expect(carriedOut(indexOf(without("deploy")), runner)).toEqual({ state: "partly", of: 2, left: 1 });
  expect(carriedOut(indexOf(without("deploy", "secrets")), runner)).toEqual({ state: "gone", of: 2, left: 0 });
  const resource = "rolebindings.rbac.authorization.k8s.io";
  const coverage = { [resource]: { state: "unseen", gaps: [{ resource, reason: "forbidden" }] } } as const;
  expect(carriedOut(indexOf([], { coverage }), runner).state).toBe("unknown");
});
