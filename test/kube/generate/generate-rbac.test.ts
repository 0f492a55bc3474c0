import { describe, expect, test } from "vitest";
import { BIG, generateRbac, SMALL } from "./generate-rbac.ts";
import type { Rule, Subject } from "./rbac-objects.ts";

const big = generateRbac(1);
const roleRules = big.roles.flatMap(({ rules }) => rules ?? []);
const allRules = [...roleRules, ...big.clusterRoles.flatMap(({ rules }) => rules ?? [])];
const bindings = [...big.roleBindings, ...big.clusterRoleBindings];

test("the same seed gives the same objects, another one others", () => {
  expect(generateRbac(5, SMALL)).toEqual(generateRbac(5, SMALL));
  expect(generateRbac(6, SMALL)).not.toEqual(generateRbac(5, SMALL));
});

test("there are as many as were asked for, all with names of their own", () => {
  for (const kind of ["namespaces", "roles", "clusterRoles", "roleBindings", "clusterRoleBindings"] as const) {
    expect(big[kind]).toHaveLength(BIG[kind]);
    expect(new Set(big[kind].map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).size).toBe(BIG[kind]);
  }
});

test("all rules together weigh what they do in a large company", () => {
  expect(JSON.stringify(allRules).length).toBeGreaterThan(500_000);
});

describe("each form of a rule occurs", () => {
  const forms: [string, (rule: Rule) => boolean][] = [
    ["any verb", ({ verbs }) => verbs.includes("*")],
    ["any group", ({ apiGroups }) => apiGroups?.includes("*") ?? false],
    ["any resource", ({ resources }) => resources?.includes("*") ?? false],
    ["a subresource of any resource", ({ resources }) => resources?.includes("*/scale") ?? false],
    ["a literal pods/*", ({ resources }) => resources?.includes("pods/*") ?? false],
    ["a literal */*", ({ resources }) => resources?.includes("*/*") ?? false],
    ["a named object", ({ resourceNames }) => resourceNames?.includes("web") ?? false],
    ["an object named *", ({ resourceNames }) => resourceNames?.includes("*") ?? false],
    ["a URL with a * at its end", ({ nonResourceURLs }) => nonResourceURLs?.includes("/healthz/*") ?? false],
    ["a URL with a * in its middle", ({ nonResourceURLs }) => nonResourceURLs?.includes("/apis/*/v1") ?? false],
    ["the Namespace objects", ({ resources }) => resources?.includes("namespaces") ?? false],
    ["a verb with a capital", ({ verbs }) => verbs.includes("Get")],
  ];
  test.each(forms)("%s", (_, occurs) => expect(allRules.filter(occurs).length).toBeGreaterThan(5));

  test("and no Role names a URL, which the API would refuse", () => {
    expect(roleRules.filter(({ nonResourceURLs }) => nonResourceURLs)).toEqual([]);
  });

  test("and every rule about resources has a group, which the API asks for", () => {
    expect(allRules.filter(({ apiGroups, nonResourceURLs }) => !nonResourceURLs && !apiGroups?.length)).toEqual([]);
  });
});

describe("each form of a binding occurs", () => {
  const subjects = bindings.flatMap((binding) => binding.subjects ?? []);
  const forms: [string, (subject: Subject) => boolean][] = [
    ["a service account named as a user", ({ kind, name }) => kind === "User" && name.startsWith("system:serviceaccount:")],
    ["a service account without a namespace", ({ kind, namespace }) => kind === "ServiceAccount" && !namespace],
    ["a service account of no namespace that exists", ({ namespace }) => namespace === "no-such-namespace"],
    ["system:masters", ({ kind, name }) => kind === "Group" && name === "system:masters"],
    ["a user named *", ({ kind, name }) => kind === "User" && name === "*"],
    ["all service accounts of a namespace", ({ name }) => name.startsWith("system:serviceaccounts:")],
  ];
  test.each(forms)("%s", (_, occurs) => expect(subjects.filter(occurs).length).toBeGreaterThan(0));

  test("a cluster role by a RoleBinding", () => {
    expect(big.roleBindings.filter(({ roleRef }) => roleRef.kind === "ClusterRole").length).toBeGreaterThan(100);
  });

  test("a role that is not there", () => {
    expect(bindings.filter(({ roleRef }) => roleRef.name.startsWith("gone-")).length).toBeGreaterThan(20);
  });

  test("nobody at all", () => {
    expect(bindings.filter((binding) => binding.subjects?.length === 0).length).toBeGreaterThan(0);
  });

  test("a cluster binding names every service account's namespace, which the API asks for", () => {
    const accounts = big.clusterRoleBindings
      .flatMap((binding) => binding.subjects ?? [])
      .filter(({ kind }) => kind === "ServiceAccount");
    expect(accounts.every(({ namespace }) => namespace)).toBe(true);
  });
});

test("aggregated roles have one selector, or several", () => {
  const counts = big.clusterRoles.flatMap(({ aggregationRule }) => aggregationRule?.clusterRoleSelectors?.length ?? []);
  expect(new Set(counts)).toEqual(new Set([1, 2, 3]));
});
