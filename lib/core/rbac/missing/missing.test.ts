import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import type { Attributes } from "../attributes.ts";
import { can } from "../can.ts";
import type { SubjectRef } from "../subject.ts";
import { accountUser } from "../subject.ts";
import { binding, clusterBinding, clusterRole, indexOf, role, rule, urlRule } from "../worlds.ts";
import { type MissingQuestion, nearestRules } from "./nearest.ts";
import { smallestGrant } from "./smallest-role.ts";

const deployer = "system:serviceaccount:payments:deployer";
const index = indexOf([
  clusterRole("edit", [rule("get,list,create", "", "pods,secrets"), rule("update", "extensions", "deployments")]),
  clusterRole("node-reader", [rule("get", "", "nodes"), urlRule("get", "/metrics")]),
  role("payments", "deployer", [rule("get", "", "secrets", { resourceNames: ["a", "b"] }), rule("create", "", "pods")]),
  binding("payments", "deployer", "Role deployer", "ServiceAccount:deployer", "Group:deployers"),
  binding("payments", "edit", "ClusterRole edit", "User:jane"),
  binding("payments", "nodes", "ClusterRole node-reader", "User:jane"),
  binding("shop", "gone", "Role gone", "User:jane"),
  clusterBinding("all-nodes", "node-reader", "User:root"),
]);
const ask = (user: string, attributes: Attributes, more: Partial<MissingQuestion> = {}) =>
  nearestRules(index, { user, attributes, ...more }).map(({ lacks, sentence }) => `${lacks}: ${sentence}`);
const of = (verb: string, resource: string, more: object = {}): Attributes => ({ verb, group: "", resource, ...more });

describe("the nearest rule", () => {
  test("lacks a name, where it names others", () => {
    const sentence = "name: Role payments/deployer grants get on secrets only for the names a and b.";
    expect(ask(deployer, of("get", "secrets", { name: "c" }), { namespace: "payments" })).toEqual([sentence]);
    expect(ask("x", of("get", "secrets"), { groups: ["deployers"], namespace: "payments" })).toEqual([sentence]);
  });

  test("is bound elsewhere", () => {
    expect(ask("jane", of("get", "secrets"), { namespace: "shop" })).toEqual([
      "role: RoleBinding shop/gone gives Role shop/gone, which does not exist.",
      "place: ClusterRole edit is bound in payments, not in shop.",
    ]);
    expect(ask("jane", of("list", "pods"))).toEqual(["place: ClusterRole edit is bound in payments, not in the whole cluster."]);
  });

  test("is bound where what it gives is not", () => {
    expect(ask("jane", of("get", "nodes"), { namespace: "payments" })).toEqual([
      "place: ClusterRole node-reader is bound in payments: a RoleBinding gives nothing of nodes, which lie in no namespace.",
    ]);
    expect(ask("jane", { verb: "get", path: "/metrics" })).toEqual([
      "place: ClusterRole node-reader is bound in payments: a RoleBinding gives no URL.",
    ]);
  });

  test("lacks a subresource, a verb or a group", () => {
    expect(ask(deployer, of("create", "pods", { subresource: "exec" }), { namespace: "payments" })).toEqual([
      "subresource: Role payments/deployer grants create on pods, but not on pods/exec.",
    ]);
    expect(ask("jane", of("delete", "pods"), { namespace: "payments" })).toEqual([
      "verb: ClusterRole edit grants get, list and create on pods, but not delete.",
    ]);
    const update = { verb: "update", group: "apps", resource: "deployments" };
    expect(ask("jane", update, { namespace: "payments" })).toEqual([
      "group: ClusterRole edit grants update on deployments of extensions, not of apps.",
    ]);
    expect(ask("root", { verb: "post", path: "/metrics" })).toEqual([
      "verb: ClusterRole node-reader grants get on /metrics, but not post.",
    ]);
  });

  test("is none where two things are missing", () => {
    expect(ask("jane", of("delete", "secrets", { subresource: "x" }), { namespace: "payments" })).toEqual([]);
    expect(ask("stranger", of("get", "pods"), { namespace: "payments" })).toEqual([]);
  });
});

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
const subject: fc.Arbitrary<SubjectRef> = fc.oneof(
  fc.record({
    kind: fc.constant("User" as const),
    name: fc.string({ minLength: 1, unit: "binary" }).filter((n) => !n.startsWith("system:")),
  }),
  fc.record({ kind: fc.constant("Group" as const), name: word }),
  fc.record({ kind: fc.constant("ServiceAccount" as const), namespace: word, name: word }),
);
const target = fc.oneof(
  fc.record({ path: word.map((path) => `/${path}`) }),
  fc.record(
    {
      group: fc.constantFrom("", "apps", "x.y"),
      resource: fc.constantFrom("pods", "nodes", "namespaces", "widgets"),
      subresource: word,
      name: word,
    },
    { requiredKeys: ["group", "resource"] },
  ),
);

function asker(who: SubjectRef) {
  if (who.kind === "Group") return { user: "any-member", groups: [who.name] };
  return { user: who.kind === "User" ? who.name : accountUser(who.namespace ?? "", who.name) };
}

test("the smallest role allows what was asked, and neither another verb nor another subject", () => {
  fc.assert(
    fc.property(
      subject,
      target,
      fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
      fc.option(word, { nil: "" }),
      (who, what, verbs, namespace) => {
        const alternatives = verbs.map((verb): Attributes => ({ verb, ...what }));
        const granted = smallestGrant(indexOf([]), { subject: who, alternatives, namespace });
        const after = indexOf(granted as readonly KubernetesObject[]);
        const verdict = (attributes: Attributes, as = who) => can(after, { ...asker(as), attributes, namespace }).verdict;
        expect(alternatives.map((attributes) => verdict(attributes))).toEqual(verbs.map(() => "allowed"));
        expect(verdict({ verb: "other verb", ...what })).toBe("notAllowed");
        expect(verdict(alternatives[0] as Attributes, { kind: "User", name: "somebody else" })).toBe("notAllowed");
      },
    ),
    { numRuns: Number(process.env.CASES ?? 300) },
  );
});

test("the smallest role takes no name that is taken, and names no object where the request does not", () => {
  const jane = { kind: "User", name: "jane" } as const;
  const question = { subject: jane, alternatives: [of("get", "pods", { name: "web" })], namespace: "shop" };
  const [first, second] = smallestGrant(index, question);
  expect(first).toMatchObject({
    kind: "Role",
    metadata: { name: "jane-get-pods", namespace: "shop" },
    rules: [{ resourceNames: ["web"], verbs: ["get"] }],
  });
  expect(second).toMatchObject({ kind: "RoleBinding", roleRef: { kind: "Role", name: "jane-get-pods" } });
  const again = indexOf([role("shop", "jane-get-pods", [])]);
  expect(smallestGrant(again, question)[0]?.metadata.name).toBe("jane-get-pods-2");
  const create = smallestGrant(index, { ...question, alternatives: [of("create", "pods", { name: "web" })] });
  expect(create[0]).toMatchObject({ rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["create"] }] });
  expect(create[0]?.rules).not.toMatchObject([{ resourceNames: ["web"] }]);
});
