/** Objects that no API server would store, and sizes that nobody expects: answered or reported, never a crash. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../inventory/from-objects.ts";
import type { ResourceId } from "../inventory/resources.ts";
import type { ResourceAttributes } from "./attributes.ts";
import { can } from "./can.ts";
import { explainCell } from "./explain.ts";
import { buildMatrix } from "./matrix.ts";
import { removalOf } from "./removal.ts";
import { whoCan } from "./who-can.ts";
import { binding, clusterBinding, clusterRole, indexOf, rule } from "./worlds.ts";

const getPods: ResourceAttributes = { verb: "get", group: "", resource: "pods" };

/** @returns the verdict for a user whom a cluster binding gives a role with these rules. */
function verdictOf(rules: readonly object[], attributes = getPods) {
  const objects = [clusterRole("r", rules as never), clusterBinding("b", "r", "User:jane")];
  return can(indexOf(objects), { user: "jane", attributes }).verdict;
}

describe("a rule", () => {
  test.each([
    ["without verbs", { apiGroups: [""], resources: ["pods"] }],
    ["with an empty list of verbs", { verbs: [], apiGroups: [""], resources: ["pods"] }],
    ["without groups", { verbs: ["get"], resources: ["pods"] }],
    ["with an empty list of groups", { verbs: ["get"], apiGroups: [], resources: ["pods"] }],
    ["without resources", { verbs: ["get"], apiGroups: [""] }],
    ["with null for its lists", { verbs: null, apiGroups: null, resources: null }],
    ["of nothing", {}],
    ["of unknown verbs and groups", { verbs: ["GET", "constructor"], apiGroups: ["__proto__"], resources: ["pods"] }],
  ])("%s allows nothing", (_, one) => {
    expect(verdictOf([one])).toBe("notAllowed");
  });

  test("with an empty list of names means every object", () => {
    expect(verdictOf([{ ...rule("get", "", "pods"), resourceNames: [] }])).toBe("allowed");
  });

  test("that cannot be read hides its role, and is reported", () => {
    const objects = [clusterRole("r", [{ verbs: "get" }] as never), clusterBinding("b", "r", "User:jane")];
    const answer = can(indexOf(objects), { user: "jane", attributes: getPods });
    expect(answer).toMatchObject({
      verdict: "unknown",
      gaps: [{ resource: "clusterroles.rbac.authorization.k8s.io", reason: "decodeError" }],
    });
  });
});

describe("a binding", () => {
  const role = clusterRole("r", [rule("*", "*", "*")]);
  test.each([
    ["without a kind", [{ name: "jane" }]],
    ["of an unknown kind", [{ kind: "Robot", name: "jane" }]],
    ["of a kind in another case", [{ kind: "user", name: "jane" }]],
    ["without a name", [{ kind: "User" }]],
    ["at all", null],
  ])("with no subject %s gives nobody anything", (_, subjects) => {
    const index = indexOf([role, { ...clusterBinding("b", "r"), subjects }]);
    expect(can(index, { user: "jane", attributes: getPods }).verdict).toBe("notAllowed");
    expect(whoCan(index, { attributes: getPods }).subjects.filter(({ name }) => name === "jane")).toEqual([]);
    expect(() => buildMatrix(index).rows.map((_row, number) => buildMatrix(index).cells(number))).not.toThrow();
  });

  test.each([
    ["nothing", { kind: "ClusterRole", name: "gone" }],
    ["an unknown kind", { kind: "Robot", name: "r" }],
    ["the name of something of every object", { kind: "ClusterRole", name: "constructor" }],
  ])("to %s gives nothing", (_, roleRef) => {
    const index = indexOf([role, { ...clusterBinding("b", "r", "User:jane"), roleRef }]);
    expect(can(index, { user: "jane", attributes: getPods })).toMatchObject({ verdict: "notAllowed", because: [] });
  });

  test("without a role hides whom it names, and is reported", () => {
    const { roleRef: _, ...without } = clusterBinding("b", "r", "User:jane");
    const answer = can(indexOf([role, without as KubernetesObject]), { user: "jane", attributes: getPods });
    expect(answer).toMatchObject({ verdict: "unknown", gaps: [{ reason: "decodeError" }] });
  });
});

test("10,000 rules in one role are a role like another", () => {
  const rules = Array.from({ length: 10_000 }, (_, number) => rule("get,list", `g${number % 50}.example.com`, `things${number}`));
  const objects = [clusterRole("huge", [...rules, rule("get", "", "pods")]), clusterBinding("b", "huge", "User:jane")];
  const matrix = buildMatrix(indexOf(objects));
  const [get] = explainCell(matrix.index, {
    subject: { kind: "User", name: "jane" },
    group: "",
    resource: "pods",
    verbs: ["get"],
  });
  expect(get).toMatchObject({ state: "everywhere", chains: [{ rule: { index: 10_000 } }] });
  expect(matrix.cells(matrix.rowByKey.get("User:jane") ?? -1).length).toBeGreaterThan(0);
});

describe("what may not be read", () => {
  const objects = [
    clusterRole("r", [rule("get", "", "pods")]),
    clusterBinding("b", "r", "User:jane"),
    binding("n", "b", "Role local", "User:joe"),
  ];
  const kinds = ["clusterroles", "clusterrolebindings", "roles", "rolebindings"] as const;
  const asked = { clusterroles: "jane", clusterrolebindings: "jane", roles: "joe", rolebindings: "joe" };

  test.each(kinds)("without %s, an answer that rests on them is unknown, and says so", (kind) => {
    const resource = `${kind}.rbac.authorization.k8s.io` as ResourceId;
    const gap = { resource, reason: "forbidden" } as const;
    const index = indexOf(objects, { coverage: { [resource]: { state: "unseen", gaps: [gap] } } });
    const answer = can(index, { user: asked[kind], namespace: "n", attributes: getPods });
    expect(answer).toEqual({ verdict: "unknown", because: [], gaps: [gap] });
    expect(whoCan(index, { attributes: getPods, namespace: "n" })).toMatchObject({ complete: false, gaps: [gap] });
    expect(
      buildMatrix(index).rows.every(
        ({ seenInFull, key }) => !seenInFull || key === "Group:system:masters" || kind.endsWith("roles"),
      ),
    ).toBe(true);
  });
});

const seed = Number(process.env.SEED ?? 20_261_127);
const numRuns = Number(process.env.CASES ?? 100);
const odd = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.constantFrom(
    "__proto__",
    "constructor",
    "toString",
    "*",
    "a/b",
    "a:b",
    "ServiceAccount",
    "=HYPERLINK()",
    "<img onerror>",
    "\u202e",
    "\u0000",
    "~",
    "%2F",
    " ",
  ),
);
const arbitraryOdd = fc.record({
  role: odd,
  binding: odd,
  namespace: odd,
  subject: odd,
  kind: fc.oneof(fc.constantFrom("User", "Group", "ServiceAccount"), odd),
  verb: odd,
  group: odd,
  resource: odd,
  object: odd,
});

test(`names of every odd character are names, seed ${seed}`, { timeout: 20_000 + numRuns * 100 }, () => {
  fc.assert(
    fc.property(arbitraryOdd, ({ role, binding: name, namespace, subject, kind, verb, group, resource, object }) => {
      const only = { verbs: [verb], apiGroups: [group], resources: [resource], resourceNames: [object] };
      const bound = {
        ...binding(namespace, name, "ClusterRole x"),
        roleRef: { kind: "ClusterRole", name: role },
        subjects: [{ kind, name: subject, namespace }],
      };
      const index = indexOf([clusterRole(role, [only]), bound]);
      const user =
        kind === "ServiceAccount" ? `system:serviceaccount:${namespace}:${subject}` : kind === "User" ? subject : "nobody";
      const groups = kind === "Group" ? [subject] : undefined;
      const [plain = "", subresource] = resource.includes("/") ? resource.split("/") : [resource];
      const attributes = { verb, group, resource: plain, name: object, ...(subresource ? { subresource } : {}) };
      const answer = can(index, { user, groups, namespace, attributes });
      if (
        ["User", "Group", "ServiceAccount"].includes(kind) &&
        resource.split("/").length < 3 &&
        subresource !== "" &&
        plain !== "namespaces"
      )
        expect(answer.verdict).toBe("allowed");
      expect(whoCan(index, { attributes, namespace: { any: true } }).subjects.length).toBeGreaterThan(0);
      const matrix = buildMatrix(index);
      for (const [number, row] of matrix.rows.entries()) {
        expect(matrix.cells(number).length).toBe(matrix.columns.length * 8);
        const question = { subject: row.subject, group, resource };
        removalOf(matrix, question, explainCell(index, question));
      }
    }),
    { seed, numRuns },
  );
});
