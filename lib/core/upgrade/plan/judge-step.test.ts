import { expect, test } from "vitest";
import type { AssessedCheck } from "../../checks/assess.ts";
import { checks } from "../../checks/index.ts";
import { judgeStep } from "./judge-step.ts";

const byId = new Map(checks.map((check) => [check.id, check]));
const gap = { resource: "nodes", reason: "forbidden" } as const;
const unseen = (checkId: string): AssessedCheck => ({ checkId, major: 1, verdict: { kind: "notAssessed", gaps: [gap] } });
const discovered = [{ group: "", version: "v1", kind: "Pod", plural: "pods", namespaced: true, verbs: ["list"] }];

function stepOf(...checkIds: string[]) {
  return judgeStep({ minor: 37, results: checkIds.map(unseen), checks: byId, discovered, earlier: new Set() });
}

test("what was not seen makes a step unknown where it could be in the way", () => {
  expect(stepOf("upgrade/kubelet-skew")).toMatchObject({ verdict: "unknown", unseen: [{ couldBlock: true }] });
});

test("what is grave and never in the way, as the end of support, leaves it ready", () => {
  expect(stepOf("upgrade/support")).toMatchObject({ verdict: "ready", unseen: [{ couldBlock: false }] });
});
