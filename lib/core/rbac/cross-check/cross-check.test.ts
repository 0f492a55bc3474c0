import { expect, test } from "vitest";
import type { ReviewQuestion } from "../can.ts";
import { review } from "../can.ts";
import { binding, clusterBinding, clusterRole, indexOf, inventoryOf, role, rule, urlRule } from "../worlds.ts";
import { authorizerFacts, likelyBeside, outOfView } from "./authorizers.ts";
import { compareAnswers } from "./compare.ts";
import type { AskedQuestion } from "./cross-check.ts";
import { sampleQuestions } from "./questions.ts";
import { comparisonSentence } from "./words.ts";

const objects = [
  clusterRole("all", [rule("*", "*", "*"), urlRule("get", "/metrics", "/logs/*")]),
  clusterRole("secrets", [rule("get,list", "", "secrets", { resourceNames: ["one"] })]),
  role("shop", "deploy", [rule("create", "apps", "deployments,*/scale")]),
  clusterBinding("root", "all", "Group:admins"),
  binding("shop", "secrets", "ClusterRole secrets", "User:ben", "ServiceAccount:ci/runner"),
  binding("shop", "deploy", "Role deploy", "ServiceAccount:ci/runner"),
];
const options = { seed: "scn_a", count: 200, namespaces: ["shop", "bank", "kube-system"] };

test("the same seed draws the same questions, another one others, and each is drawn once", () => {
  const index = indexOf(objects);
  const drawn = sampleQuestions(index, options);
  expect(sampleQuestions(index, options)).toEqual(drawn);
  expect(sampleQuestions(index, { ...options, seed: "scn_b" })).not.toEqual(drawn);
  expect(drawn).toHaveLength(200);
  expect(new Set(drawn.map((question) => JSON.stringify(question))).size).toBe(200);
});

test("a good part of the questions is allowed, and a good part is not", () => {
  const verdicts = sampleQuestions(indexOf(objects), options).map((question) => review(indexOf(objects), question).verdict);
  const allowed = verdicts.filter((verdict) => verdict === "allowed").length;
  expect(allowed).toBeGreaterThan(60);
  expect(allowed).toBeLessThan(180);
});

test("a cluster without bindings is asked about too", () => {
  expect(sampleQuestions(indexOf([]), options).length).toBeGreaterThan(50);
});

const question: ReviewQuestion = {
  user: { name: "eve", groups: ["system:authenticated"] },
  attributes: { verb: "get", group: "", resource: "secrets" },
};
const asked = (more: Partial<AskedQuestion> = {}): AskedQuestion => ({ ...question, allowed: true, ...more });
const compared = (answers: readonly AskedQuestion[], facts = {}) =>
  compareAnswers(
    indexOf(objects),
    { state: "asked", seed: "s", answers, unanswered: 0 },
    { modesInFile: false, identities: [], ...facts },
  );

test.each([
  ["webhook", asked(), {}],
  ["webhook", asked(), { modes: ["RBAC", "Webhook"], cloud: "EKS" }],
  ["cloud", asked(), { cloud: "GKE" }],
  ["abac", asked(), { modes: ["RBAC", "ABAC"] }],
  ["alwaysAllow", asked(), { modes: ["RBAC", "AlwaysAllow"] }],
  ["node", asked({ user: { name: "system:node:a", groups: ["system:nodes"] } }), { modes: ["Node", "RBAC"] }],
  ["rbac", asked({ reason: 'RBAC: allowed by ClusterRoleBinding "x"' }), {}],
  ["rbacChanged", asked({ again: "changed" }), {}],
  ["denied", asked({ user: { name: "a", groups: ["admins"] }, allowed: false, denied: true }), {}],
  ["rbac", asked({ user: { name: "a", groups: ["admins"] }, allowed: false }), {}],
])("a difference is laid to %s", (cause, answer, facts) => {
  expect(compared([answer], facts).differences.map((difference) => difference.cause)).toEqual([cause]);
});

test("what agrees, and what nobody can judge, is no difference", () => {
  expect(compared([asked({ allowed: false })])).toMatchObject({ asked: 1, agree: 1, unknown: 0, differences: [] });
  const resource = "clusterrolebindings.rbac.authorization.k8s.io";
  const coverage = { [resource]: { state: "unseen", gaps: [{ resource, reason: "forbidden" }] } } as const;
  const blind = compareAnswers(
    indexOf([], { coverage }),
    { state: "asked", seed: "s", answers: [asked()], unanswered: 0 },
    {
      modesInFile: false,
      identities: [],
    },
  );
  expect(blind).toMatchObject({ asked: 1, agree: 0, unknown: 1, differences: [] });
});

test("the comparison is said in a sentence", () => {
  const agreeing = Array.from({ length: 198 }, () => asked({ allowed: false }));
  expect(comparisonSentence(compared([...agreeing, asked(), asked()]))).toBe(
    "198 of 200 sampled answers agree with the API server; 2 differ: likely a webhook authorizer, which allows more than RBAC.",
  );
  expect(comparisonSentence(compared(agreeing))).toBe("All 198 sampled answers agree with the API server.");
});

const staticPod = (...args: string[]) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "kube-apiserver-a", namespace: "kube-system", annotations: { "kubernetes.io/config.mirror": "x" } },
  spec: { containers: [{ name: "kube-apiserver", image: "a", command: ["kube-apiserver", ...args] }] },
});
const facts = (worldObjects: Parameters<typeof inventoryOf>[0], cluster = {}) =>
  authorizerFacts(inventoryOf(worldObjects, { cluster: { discovery: { resources: [], gaps: [] }, ...cluster } }));

test("authorizers and identities are read from what was seen, and what was not is named", () => {
  const own = facts([staticPod("--authorization-mode=Node,RBAC,Webhook", "--oidc-issuer-url=https://id.example")]);
  expect(own).toMatchObject({ modes: ["Node", "RBAC", "Webhook"], identities: ["OIDC"], awsAuth: false });
  expect(outOfView(own).map(({ what }) => what)).toEqual(["The authorization webhook"]);
  expect(likelyBeside(own)).toBe("the API server also asks Webhook");
  expect(likelyBeside(facts([staticPod("--authorization-mode=Node,RBAC")]))).toBeUndefined();
  const eks = facts([{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "aws-auth", namespace: "kube-system" } }], {
    version: "v1.34.1-eks-abc",
  });
  expect(eks).toMatchObject({ cloud: "EKS", awsAuth: true });
  expect(outOfView(eks).map(({ what }) => what)).toContain("EKS access entries");
  const aks = facts([
    { apiVersion: "v1", kind: "Node", metadata: { name: "a" }, spec: { providerID: "azure:///subscriptions/x" } },
  ]);
  expect(likelyBeside(aks)).toBe("Azure RBAC");
  const file = facts([staticPod("--authorization-config=/etc/authz.yaml")]);
  expect(outOfView(file).map(({ what }) => what)).toEqual(["The file of --authorization-config"]);
});
