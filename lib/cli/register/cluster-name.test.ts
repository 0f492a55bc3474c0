import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOfContext, parseClusterName } from "./cluster-name.ts";

describe("nameOfContext", () => {
  it.each([
    ["prod", "prod"],
    ["arn:aws:eks:eu-west-1:123456789012:cluster/prod", "prod"],
    ["gke_project-1_europe-west1_prod", "gke_project-1_europe-west1_prod"],
    ["kubernetes-admin@kubernetes", "kubernetes-admin-kubernetes"],
    ["...", "cluster"],
    ["", "cluster"],
    [`${"a".repeat(62)}-b`, "a".repeat(62)],
  ])("makes %j %j", (context, name) => {
    expect(nameOfContext(context)).toBe(name);
  });

  it("is always a name that Drydock takes", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (context) => parseClusterName(nameOfContext(context)).ok));
  });
});

describe("parseClusterName", () => {
  it.each(["", "-a", "a b", "a".repeat(64), "a/b"])("refuses %j", (name) => {
    expect(parseClusterName(name).ok).toBe(false);
  });
});
