import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AuditAction, type AuditActionFields, auditActions } from "../../../contracts/audit-actions.ts";
import { type AuditRecord, allowedDetail, auditScope } from "./audit.ts";

const actions = Object.keys(auditActions) as AuditAction[];
const parameters = { numRuns: Number(process.env.CASES ?? 200), verbose: 1 as const };

describe("what an entry carries", () => {
  test("a field that the table does not list does not compile", () => {
    const good = { action: "token.revoke", detail: { prefix: "drydock_AbCd" } } satisfies AuditRecord<"token.revoke">;
    // @ts-expect-error no entry about a token may carry the token
    const bad = { action: "token.revoke", detail: { secret: "x" } } satisfies AuditRecord<"token.revoke">;
    expect([good.action, bad.action]).toEqual(["token.revoke", "token.revoke"]);
  });

  test("and is dropped where it comes anyway", () => {
    const wide = { prefix: "drydock_AbCd", secret: "hunter2", role: "viewer" };
    expect(allowedDetail("token.revoke", { detail: wide, before: wide, after: wide })).toEqual({ prefix: "drydock_AbCd" });
  });

  test("whatever is given, only listed fields with plain values are kept", () => {
    const anything = fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("role", "scope", "name", "__proto__")), fc.anything());
    const property = fc.property(fc.constantFrom(...actions), anything, anything, anything, (action, detail, before, after) => {
      const { facts = [], change = [] }: AuditActionFields = auditActions[action];
      const kept = allowedDetail(action, { detail, before, after });
      expect([...facts, "before", "after"]).toEqual(expect.arrayContaining(Object.keys(kept)));
      for (const side of [kept.before, kept.after]) expect(change).toEqual(expect.arrayContaining(Object.keys(side ?? {})));
      expect(JSON.parse(JSON.stringify(kept))).toBeDefined();
    });
    fc.assert(property, parameters);
  });

  test("of a change, what differs and nothing else", () => {
    const before = { name: "Ada", role: "viewer", scope: "all" };
    const after = { name: "Ada", role: "admin", scope: ["cls_a"] };
    expect(allowedDetail("user.change", { detail: undefined, before, after })).toEqual({
      before: { role: "viewer", scope: "all" },
      after: { role: "admin", scope: ["cls_a"] },
    });
    expect(allowedDetail("user.change", { detail: undefined, before, after: before })).toEqual({});
  });

  test("no value without an end", () => {
    const { reason } = allowedDetail("waiver.revoke", {
      detail: { reason: "x".repeat(10_000) },
      before: undefined,
      after: undefined,
    });
    expect(String(reason)).toHaveLength(501);
  });
});

test("the table names no field that could hold a secret", () => {
  const fields = actions.flatMap((action) => {
    const { facts = [], change = [] }: AuditActionFields = auditActions[action];
    return [...facts, ...change];
  });
  // Whether a cluster had a credential may be told.
  for (const field of fields.filter((one) => one !== "credential"))
    expect(field).not.toMatch(/secret(?!Names)|credential|hash|cookie|kubeconfig|url$/i);
  for (const action of actions) expect(action).toMatch(/^[a-z]+\.[a-zA-Z]+$/);
});

test.each([
  [{ clusters: "all" } as const, "all"],
  [{ clusters: [{ id: "cls_a" }, { id: "cls_b", namespaces: ["shop", "bank"] }] }, ["cls_a", "cls_b: shop, bank"]],
  [{ labels: { env: "prod" }, namespaces: ["shop"] }, ["env=prod: shop"]],
])("a scope is written down as it was granted", (scope, value) => expect(auditScope(scope)).toEqual(value));
