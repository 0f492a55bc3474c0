import { expect, test } from "vitest";
import type { Chain } from "#contracts/access.ts";
import { bindingsOf, chainKey, chainSteps, chainsOfVerbs, hasBypass } from "./chain-steps.ts";
import { gapSummary } from "./gap-summary.ts";
import { ruleLines, ruleText } from "./rule-lines.ts";
import { leadWords, sections, splitWords } from "./who-can-answer.ts";

const chain: Chain = {
  subject: { kind: "Group", name: "payments-oncall" },
  via: { kind: "direct" },
  binding: { kind: "RoleBinding", namespace: "payments", name: "oncall", subjectIndex: 0 },
  role: { kind: "ClusterRole", name: "edit" },
  aggregatedFrom: "crd-editors",
  ruleIndex: 3,
  rule: { verbs: ["get", "*"], apiGroups: [""], resources: ["secrets"] },
  scope: "payments",
};
const bypass: Chain = {
  subject: { kind: "Group", name: "system:masters" },
  via: { kind: "bypass", group: "system:masters" },
  scope: "cluster",
};

test("a chain names every hop to the rule", () => {
  expect(chainSteps(chain).map((step) => [step.what, step.name, step.note])).toEqual([
    ["Group", "payments-oncall", "subjects[0]"],
    ["RoleBinding", "oncall", undefined],
    ["ClusterRole", "edit", "aggregated"],
    ["aggregated from", "crd-editors", "rules[3]"],
  ]);
});

test("a group on the way stands between the subject and the binding", () => {
  const account = { kind: "ServiceAccount" as const, namespace: "ci", name: "deployer" };
  const viaGroup: Chain = { ...chain, via: { kind: "implicitGroup", group: "system:serviceaccounts:ci" } };
  expect(chainSteps(viaGroup, account).map((step) => step.what)).toEqual([
    "ServiceAccount",
    "Group",
    "RoleBinding",
    "ClusterRole",
    "aggregated from",
  ]);
});

test("the same way in is told once, with all its verbs", () => {
  const other = { ...chain, ruleIndex: 4 };
  const told = chainsOfVerbs([
    { verb: "get", chains: [chain] },
    { verb: "list", chains: [chain, other] },
  ]);
  expect(told.map((entry) => entry.verbs)).toEqual([["get", "list"], ["list"]]);
  expect(chainKey(chain)).not.toBe(chainKey(other));
});

test("bindings are counted once; a bypass has none", () => {
  expect(bindingsOf([chain, chain, bypass])).toEqual(["RoleBinding payments/oncall"]);
  expect(hasBypass([chain])).toBe(false);
  expect(hasBypass([bypass])).toBe(true);
});

test("the entries of the rule that answer are marked", () => {
  const lines = ruleLines(chain.rule ?? { verbs: [] }, { verbs: ["get"], group: "", resource: "secrets" });
  expect(lines.map((line) => [line.field, line.items.map((item) => item.marked)])).toEqual([
    ["apiGroups", [true]],
    ["resources", [true]],
    ["verbs", [true, true]],
  ]);
  const sub = ruleLines(
    { verbs: ["get"], apiGroups: ["apps"], resources: ["*/scale", "pods"] },
    { verbs: [], group: "", resource: "x/scale" },
  );
  expect(sub[1]?.items.map((item) => item.marked)).toEqual([true, false]);
  expect(ruleText({ verbs: ["*"], nonResourceURLs: ["/metrics"] })).toBe('nonResourceURLs: ["/metrics"]\nverbs: ["*"]');
});

test("an answer divides by how the right is held", () => {
  const parts = sections([
    { kind: "Group", name: "a", scope: "cluster", chains: [{ ...chain, scope: "cluster" }], ways: 1 },
    { kind: "Group", name: "b", scope: ["payments"], chains: [chain], ways: 1 },
    { kind: "Group", name: "system:masters", scope: "cluster", chains: [bypass, { ...chain, scope: "cluster" }], ways: 2 },
  ]);
  const { cluster, namespaces, builtIn } = parts;
  expect([cluster, namespaces, builtIn].map((part) => part.map(({ name }) => name))).toEqual([["a"], ["b"], ["system:masters"]]);
  expect(splitWords({ cluster: 1, namespaces: 1, builtIn: 1 }, true)).toBe(
    "1 through a cluster-wide binding, 1 through a binding there, 1 built in",
  );
});

test("an answer that is not complete says so in its first words", () => {
  expect(leadWords(11, true)).toBe("11 subjects can");
  expect(leadWords(1, false)).toBe("At least 1 subject can");
  expect(leadWords(0, true)).toBe("No subject can");
  expect(leadWords(0, false)).toBe("Nobody that was seen can");
});

test("gaps are told by resource", () => {
  const gaps = [
    { resource: "rolebindings", reason: "forbidden" as const, namespace: "a" },
    { resource: "rolebindings", reason: "forbidden" as const, namespace: "b" },
    { resource: "roles", reason: "timeout" as const },
  ];
  expect(gapSummary(gaps)).toBe("rolebindings in 2 namespaces and roles could not be read in full");
  expect(gapSummary([])).toBe("");
});
