import { describe, expect, it } from "vitest";
import { namespacesOf, scopeOf, seesAllOf, seesCluster } from "./scope.ts";

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
