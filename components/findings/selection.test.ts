import { expect, test } from "vitest";
import { between, matchOf } from "./selection.ts";

test("a range goes both ways", () => {
  expect(between(2, 4)).toEqual([2, 3, 4]);
  expect(between(4, 2)).toEqual([2, 3, 4]);
  expect(between(3, 3)).toEqual([3]);
});

test("a waiver of chosen findings names them and their places, each once", () => {
  const one = { scanId: "scn_a", clusterId: "cls_a", checkId: "pods/root", severity: "high" as const };
  expect(
    matchOf([
      { ...one, fingerprint: "b", namespace: "shop" },
      { ...one, fingerprint: "a" },
    ]),
  ).toEqual({
    clusters: ["cls_a"],
    checks: ["pods/root"],
    namespaces: ["", "shop"],
    kinds: [],
    names: [],
    fingerprints: ["a", "b"],
  });
});
