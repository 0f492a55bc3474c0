import { describe, expect, it } from "vitest";
import { readNamespaces, scopeSentence } from "./scope-sentence.ts";

const clusters = ["a", "b", "c", "d", "e"].map((name, i) => ({
  id: `cls_${name}`,
  name,
  labels: { env: i < 4 ? "prod" : "test", ...(i === 0 && { team: "payments" }) } as Record<string, string>,
}));

describe("scopeSentence", () => {
  it("counts all clusters", () => {
    expect(scopeSentence({ clusters: "all" }, clusters)).toBe("Sees all 5 clusters, and those that are registered later.");
    expect(scopeSentence({ clusters: "all" }, clusters.slice(0, 1))).toBe("Sees 1 cluster, and those that are registered later.");
  });

  it("counts some clusters, and how many of them in part", () => {
    expect(scopeSentence({ clusters: [] }, clusters)).toBe("Sees no cluster.");
    expect(scopeSentence({ clusters: [{ id: "cls_gone" }] }, clusters)).toBe("Sees no cluster.");
    expect(scopeSentence({ clusters: [{ id: "cls_a", namespaces: ["shop"] }] }, clusters)).toBe(
      "Sees 1 of 5 clusters, in some namespaces only.",
    );
    expect(scopeSentence({ clusters: [{ id: "cls_a" }, { id: "cls_b", namespaces: ["shop"] }] }, clusters)).toBe(
      "Sees 2 of 5 clusters, 1 of them in some namespaces only.",
    );
  });

  it("names the clusters that carry all of the labels today", () => {
    expect(scopeSentence({ labels: {} }, clusters)).toBe("Sees no cluster until a label is named.");
    expect(scopeSentence({ labels: { env: "prod" } }, clusters)).toBe(
      "Sees 4 clusters today (a, b, c and 1 more). A cluster that gets env=prod is seen at once.",
    );
    expect(scopeSentence({ labels: { env: "prod", team: "payments" }, namespaces: ["shop"] }, clusters)).toBe(
      "Sees 1 cluster today (a), in some namespaces only. A cluster that gets env=prod, team=payments is seen at once.",
    );
    expect(scopeSentence({ labels: { env: "none" } }, clusters)).toMatch(/^Sees no cluster today\./);
  });
});

it("reads namespaces however they are separated, once each", () => {
  expect(readNamespaces(" shop, web\nshop ")).toEqual(["shop", "web"]);
  expect(readNamespaces(" , ")).toBeUndefined();
});
