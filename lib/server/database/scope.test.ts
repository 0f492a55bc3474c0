import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intersectionOf, namespacesOf, type Scope, scopeOf, seesAllOf, seesCluster } from "./scope.ts";

describe("scopeOf", () => {
  it("reads all clusters", () => {
    expect(seesAllOf(scopeOf({ clusters: "all" }), "cls_a")).toBe(true);
  });
  it("reads some clusters, and some namespaces of them", () => {
    const scope = scopeOf({ clusters: [{ id: "cls_a" }, { id: "cls_b", namespaces: ["shop"] }] });
    expect(namespacesOf(scope, "cls_a")).toBe("all");
    expect(namespacesOf(scope, "cls_b")).toEqual(new Set(["shop"]));
    expect(seesAllOf(scope, "cls_b")).toBe(false);
    expect(seesCluster(scope, "cls_c")).toBe(false);
  });
  it.each([undefined, null, "all", [], {}, { clusters: "ALL" }, { clusters: { id: "cls_a" } }, { clusters: ["cls_a"] }])(
    "grants nothing for %j",
    (stored) => {
      expect(seesCluster(scopeOf(stored), "cls_a")).toBe(false);
    },
  );
  it("grants nothing where the namespaces are malformed, and no namespace where none is named", () => {
    expect(seesCluster(scopeOf({ clusters: [{ id: "cls_a", namespaces: "all" }] }), "cls_a")).toBe(false);
    expect(namespacesOf(scopeOf({ clusters: [{ id: "cls_a", namespaces: [7] }] }), "cls_a")).toEqual(new Set());
  });
});

describe("what both see", () => {
  const spaces = fc.oneof(fc.constant("all" as const), fc.uniqueArray(fc.constantFrom("shop", "bank", "ops"), { minLength: 1 }));
  const some = fc.dictionary(fc.constantFrom("cls_a", "cls_b", "cls_c"), spaces);
  const anyScope = fc.oneof(fc.constant<Scope>({ clusters: "all" }), some.map(toScope));

  function toScope(clusters: Record<string, "all" | string[]>): Scope {
    return { clusters: new Map(Object.entries(clusters).map(([id, of]) => [id, of === "all" ? of : new Set(of)])) };
  }
  const sees = (scope: Scope, id: string, space: string) => {
    const of = namespacesOf(scope, id);
    return of === "all" || (of?.has(space) ?? false);
  };

  it("is what each of them sees, to the namespace, in either order", () => {
    const property = fc.property(anyScope, anyScope, (a, b) => {
      for (const id of ["cls_a", "cls_b", "cls_c", "cls_d"]) {
        for (const space of ["shop", "bank", "ops", "other"]) {
          const both = sees(a, id, space) && sees(b, id, space);
          expect([sees(intersectionOf(a, b), id, space), sees(intersectionOf(b, a), id, space)]).toEqual([both, both]);
        }
      }
      expect(seesAllOf(intersectionOf(a, b), "cls_a")).toBe(seesAllOf(a, "cls_a") && seesAllOf(b, "cls_a"));
    });
    fc.assert(property, { numRuns: Number(process.env.CASES ?? 300), verbose: 1 });
  });
});
