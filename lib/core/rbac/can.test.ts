import { describe, expect, test } from "vitest";
import type { Gap } from "../inventory/gap.ts";
import { can, review } from "./can.ts";
import { chainSentence } from "./chain.ts";
import { binding, clusterBinding, clusterRole, indexOf, rule, urlRule } from "./worlds.ts";

const forbidden = (resource: string, namespace?: string): Gap => ({
  resource,
  reason: "forbidden",
  ...(namespace ? { namespace } : {}),
});
const clusterRoleBindings = "clusterrolebindings.rbac.authorization.k8s.io";
const roleBindings = "rolebindings.rbac.authorization.k8s.io";
const clusterRoles = "clusterroles.rbac.authorization.k8s.io";
const roles = "roles.rbac.authorization.k8s.io";
const getPods = { verb: "get", group: "", resource: "pods" };

describe("what was not seen", () => {
  const objects = [clusterRole("reader", [rule("get", "", "pods")]), binding("seen", "b", "ClusterRole reader", "User:jane")];

  test("is unknown, and not a no", () => {
    const index = indexOf(objects, {
      coverage: { [clusterRoleBindings]: { state: "unseen", gaps: [forbidden(clusterRoleBindings)] } },
    });
    const answer = can(index, { user: "joe", namespace: "seen", attributes: getPods });
    expect(answer).toMatchObject({ verdict: "unknown", because: [], gaps: [forbidden(clusterRoleBindings)] });
  });

  test("does not weaken what was seen", () => {
    const index = indexOf(objects, {
      coverage: { [clusterRoleBindings]: { state: "unseen", gaps: [forbidden(clusterRoleBindings)] } },
    });
    expect(can(index, { user: "jane", namespace: "seen", attributes: getPods })).toMatchObject({ verdict: "allowed" });
  });

  test("concerns a namespace only where it lies in it", () => {
    const index = indexOf(objects, {
      coverage: { [roleBindings]: { state: "partial", gaps: [forbidden(roleBindings, "dark")] } },
    });
    expect(can(index, { user: "joe", namespace: "seen", attributes: getPods }).verdict).toBe("notAllowed");
    expect(can(index, { user: "joe", namespace: "dark", attributes: getPods }).verdict).toBe("unknown");
    expect(can(index, { user: "joe", attributes: getPods }).verdict).toBe("notAllowed");
  });

  test("is unknown where a binding names a role that was not seen", () => {
    const unseen = { coverage: { [clusterRoles]: { state: "unseen", gaps: [forbidden(clusterRoles)] } } } as const;
    const index = indexOf(objects, unseen);
    expect(can(index, { user: "jane", namespace: "seen", attributes: getPods }).verdict).toBe("unknown");
    expect(can(index, { user: "joe", namespace: "seen", attributes: getPods }).verdict).toBe("notAllowed");
  });

  test("is a no where the role is proven not to exist", () => {
    const index = indexOf([binding("ns", "b", "Role gone", "User:jane")]);
    expect(can(index, { user: "jane", namespace: "ns", attributes: getPods })).toMatchObject({ verdict: "notAllowed", gaps: [] });
  });

  test("roles of another namespace do not matter", () => {
    const coverage = { [roles]: { state: "partial", gaps: [forbidden(roles, "dark")] } } as const;
    const index = indexOf([binding("ns", "b", "Role gone", "User:jane"), binding("dark", "b", "Role r", "User:jane")], {
      coverage,
    });
    expect(can(index, { user: "jane", namespace: "ns", attributes: getPods }).verdict).toBe("notAllowed");
    expect(can(index, { user: "jane", namespace: "dark", attributes: getPods }).verdict).toBe("unknown");
  });

  test("a cluster that does not serve RBAC decides by something out of view", () => {
    const coverage = { [clusterRoleBindings]: { state: "absent" } } as const;
    expect(can(indexOf([], { coverage }), { user: "jane", attributes: getPods }).verdict).toBe("unknown");
  });
});

describe("a real request", () => {
  const patch = { verb: "patch", group: "", resource: "namespaces", name: "team" };
  const index = indexOf([
    clusterRole("owner", [rule("get,patch,list", "", "namespaces")]),
    binding("team", "b", "ClusterRole owner", "User:jane"),
    clusterRole("all", [rule("get", "", "pods")]),
    clusterBinding("everybody", "all", "Group:system:authenticated"),
    clusterRole("robots", [rule("get", "", "services")]),
    clusterBinding("robots", "robots", "Group:system:serviceaccounts:ci"),
    clusterRole("public", [urlRule("get", "/version")]),
    clusterBinding("public", "public", "Group:system:unauthenticated"),
  ]);

  test("for a named Namespace is evaluated in itself", () => {
    expect(can(index, { user: "jane", attributes: patch }).verdict).toBe("allowed");
    expect(can(index, { user: "jane", namespace: "elsewhere", attributes: patch }).verdict).toBe("allowed");
    expect(can(index, { user: "jane", namespace: "team", attributes: { ...patch, name: "other" } }).verdict).toBe("notAllowed");
    expect(can(index, { user: "jane", namespace: "team", attributes: { ...patch, verb: "list" } }).verdict).toBe("notAllowed");
  });

  test("carries the implicit groups, and a review does not", () => {
    expect(can(index, { user: "jane", attributes: getPods }).verdict).toBe("allowed");
    expect(review(index, { user: { name: "jane", groups: [] }, attributes: getPods }).verdict).toBe("notAllowed");
    expect(can(index, { user: "system:anonymous", attributes: getPods }).verdict).toBe("notAllowed");
    expect(can(index, { user: "system:anonymous", attributes: { verb: "get", path: "/version" } }).verdict).toBe("allowed");
  });

  test("carries a service account's groups unless groups are given", () => {
    const getServices = { verb: "get", group: "", resource: "services" };
    expect(can(index, { user: "system:serviceaccount:ci:x", attributes: getServices }).verdict).toBe("allowed");
    expect(can(index, { user: "system:serviceaccount:ci:x", groups: ["devs"], attributes: getServices }).verdict).toBe(
      "notAllowed",
    );
  });

  test("for a cluster-scoped resource knows no namespace", () => {
    const nodes = indexOf([clusterRole("r", [rule("get", "", "nodes")]), binding("team", "b", "ClusterRole r", "User:jane")]);
    const attributes = { verb: "get", group: "", resource: "nodes", name: "n1" };
    expect(can(nodes, { user: "jane", namespace: "team", attributes }).verdict).toBe("notAllowed");
    expect(review(nodes, { user: { name: "jane", groups: [] }, namespace: "team", attributes }).verdict).toBe("allowed");
  });
});

describe("why", () => {
  test("names subject, binding, role, rule and where it was aggregated from", () => {
    const labels = { "rbac.example/aggregate-to-edit": "true" };
    const aggregationRule = { clusterRoleSelectors: [{ matchLabels: labels }] };
    const given = rule("get", "crd.example", "widgets");
    const index = indexOf([
      clusterRole("crd-editors", [rule("list", "", "pods"), given], { metadata: { name: "crd-editors", labels } }),
      clusterRole("edit", [given], { aggregationRule }),
      binding("payments", "oncall", "ClusterRole edit", "Group:payments-oncall"),
    ]);
    const attributes = { verb: "get", group: "crd.example", resource: "widgets" };
    const answer = can(index, { user: "jane", groups: ["payments-oncall"], namespace: "payments", attributes });
    expect(answer.because.map(chainSentence)).toEqual([
      "Group payments-oncall ← RoleBinding payments/oncall ← ClusterRole edit ← aggregated from crd-editors, rule 2",
    ]);
  });

  test("a stored rule that no source gives any more has no source", () => {
    const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] };
    const index = indexOf([
      clusterRole("edit", [rule("get", "", "pods")], { aggregationRule }),
      clusterBinding("b", "edit", "User:u"),
    ]);
    expect(can(index, { user: "u", attributes: getPods }).because[0]?.rule?.aggregatedFrom).toEqual([]);
  });

  test("a binding that names somebody twice gives one chain for a rule", () => {
    const index = indexOf([clusterRole("r", [rule("get", "", "pods")]), clusterBinding("b", "r", "User:u", "Group:g", "User:u")]);
    expect(can(index, { user: "u", groups: ["g"], attributes: getPods }).because).toHaveLength(1);
  });
});

describe("manifests", () => {
  const aggregate = (to: string) => ({ [`aggregate-to-${to}`]: "true" });
  const objects = [
    clusterRole("admin", [], { aggregationRule: { clusterRoleSelectors: [{ matchLabels: aggregate("admin") }] } }),
    clusterRole("edit", [rule("*", "", "stale")], {
      metadata: { name: "edit", labels: aggregate("admin") },
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: aggregate("edit") }, { matchLabels: { more: "edit" } }] },
    }),
    clusterRole("view", [], {
      metadata: { name: "view", labels: aggregate("edit") },
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: aggregate("view") }] },
    }),
    clusterRole("leaf", [rule("get", "", "pods")], { metadata: { name: "leaf", labels: aggregate("view") } }),
    clusterRole("more", [rule("get", "", "services")], { metadata: { name: "more", labels: { more: "edit" } } }),
    clusterBinding("b", "admin", "User:u"),
    clusterBinding("c", "edit", "User:e"),
  ];

  test("are aggregated to a fixpoint, over any of the selectors, and stored rules do not count", () => {
    const index = indexOf(objects, { source: "manifests" });
    expect(can(index, { user: "u", attributes: getPods }).verdict).toBe("allowed");
    expect(can(index, { user: "u", attributes: { ...getPods, resource: "services" } }).verdict).toBe("allowed");
    expect(can(index, { user: "e", attributes: { ...getPods, resource: "stale" } }).verdict).toBe("notAllowed");
    expect(can(index, { user: "u", attributes: getPods }).because[0]?.rule?.aggregatedFrom).toEqual([
      { path: ["edit", "view", "leaf"], ruleIndex: 0 },
    ]);
  });

  test("that are not all there leave an aggregated role open", () => {
    const gaps = [{ resource: clusterRoles, reason: "notCollected" }] as const;
    const index = indexOf(objects, { source: "manifests", coverage: { [clusterRoles]: { state: "partial", gaps } } });
    expect(can(index, { user: "u", attributes: { ...getPods, resource: "nodes" } }).verdict).toBe("unknown");
  });

  test("of a live cluster count as they are stored", () => {
    expect(can(indexOf(objects), { user: "u", attributes: getPods }).verdict).toBe("notAllowed");
    expect(can(indexOf(objects), { user: "e", attributes: { ...getPods, resource: "stale" } }).verdict).toBe("allowed");
  });
});
