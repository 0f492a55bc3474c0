import { expect, test } from "vitest";
import { parseAsked } from "../ask/parse.ts";
import { binding, clusterBinding, clusterRole, indexOf, role, rule } from "../worlds.ts";
import type { Assertion } from "./assertion.ts";
import { evaluateAssertion, sayAssertion } from "./evaluate.ts";

const objects = [
  clusterRole("reader", [rule("get,list,watch", "", "secrets")]),
  clusterBinding("auditors", "reader", "Group:oidc:auditors", "Group:system:masters"),
  role("payments", "reader", [rule("get", "", "secrets")]),
  binding("payments", "r", "Role reader", "ServiceAccount:app", "Group:system:serviceaccounts:payments", "User:jane"),
];
const index = indexOf(objects);

function only(action: string, ...allowed: string[]): Assertion {
  const question = parseAsked(action);
  if (!question.ok) throw new Error(question.error.problem);
  return { name: "a", claim: { kind: "only", allowed, question: question.value } };
}
const breaking = (assertion: Assertion) => evaluateAssertion(index, assertion).breaches.map(({ subject }) => subject.name);

test("only: who is named is left out, by name, by namespace and by how names begin; system:masters never counts", () => {
  const read = "read secrets in payments";
  expect(breaking(only(read))).toEqual(["oidc:auditors", "system:serviceaccounts:payments", "app", "jane"]);
  expect(breaking(only(read, "group:oidc:*"))).toEqual(["system:serviceaccounts:payments", "app", "jane"]);
  expect(breaking(only(read, "sa:payments/*", "user:jane", "group:oidc:auditors"))).toEqual([]);
  expect(breaking(only(read, "sa:pay*", "group:oidc:auditors"))).toEqual(["system:serviceaccounts:payments", "jane"]);
  expect(breaking(only("read secrets everywhere", "group:oidc:auditors"))).toEqual([]);
  expect(evaluateAssertion(index, only(read, "user:jane")).verdict).toBe("broken");
});

test("what was not seen leaves it unknown, unless what was seen breaks it", () => {
  const resource = "rolebindings.rbac.authorization.k8s.io";
  const gaps = [{ resource, reason: "forbidden", namespace: "shop" }] as const;
  const dark = indexOf(objects, { coverage: { [resource]: { state: "partial", gaps } } });
  const allowed = ["group:oidc:auditors", "sa:payments/*", "user:jane"];
  expect(evaluateAssertion(dark, only("read secrets in shop", ...allowed))).toMatchObject({ verdict: "unknown", gaps });
  expect(evaluateAssertion(dark, only("read secrets in payments", ...allowed)).verdict).toBe("holds");
  expect(evaluateAssertion(dark, only("read secrets in shop")).verdict).toBe("broken");
});

test("an assertion is said as a sentence", () => {
  expect(sayAssertion(only("delete nodes"))).toBe("nobody can delete nodes");
  expect(sayAssertion(only("delete nodes everywhere", "group:a"))).toBe("only group:a can delete nodes in the whole cluster");
});
