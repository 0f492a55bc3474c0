import { expect, test } from "vitest";
import { type Gap, groupGaps } from "./gap-words.ts";

const gaps: Gap[] = [
  { resource: "configmaps", reason: "timeout" },
  { resource: "secrets", reason: "forbidden" },
  { resource: "nodes", reason: "forbidden" },
  { resource: "nodes", reason: "forbidden", detail: "asked twice" },
  { resource: "pods", namespace: "payments", reason: "notNamespaceComplete" },
];

test("gaps are told by reason, the most frequent first, each resource once", () => {
  expect(groupGaps(gaps).map((group) => [group.reason, group.resources])).toEqual([
    ["forbidden", ["nodes", "secrets"]],
    ["timeout", ["configmaps"]],
    ["notNamespaceComplete", ["pods in payments"]],
  ]);
});

test("no gap gives no group", () => {
  expect(groupGaps([])).toEqual([]);
});
