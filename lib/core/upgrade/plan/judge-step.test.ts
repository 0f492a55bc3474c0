import { expect, test } from "vitest";
import type { AssessedCheck } from "../../checks/assess.ts";
import { checks } from "../../checks/index.ts";
import { judgeStep } from "./judge-step.ts";

const byId = new Map(checks.map((check) => [check.id, check]));
const gap = { resource: "nodes", reason: "forbidden" } as const;
const unseen = (checkId: string): AssessedCheck => ({ checkId, major: 1, verdict: { kind: "notAssessed", gaps: [gap] } });
const served = { group: "", version: "v1", kind: "Pod", plural: "pods", namespaced: true, verbs: ["list"] };
const discovered = [served];

function stepOf(...checkIds: string[]) {
  return judgeStep({ minor: 37, results: checkIds.map(unseen), checks: byId, discovered, earlier: new Set() });
}

test("what was not seen makes a step unknown where it could be in the way", () => {
  expect(stepOf("upgrade/kubelet-skew")).toMatchObject({ verdict: "unknown", unseen: [{ couldBlock: true }] });
});

test("a kind that goes away and is served today is unknown until an audit log says who asks for it", () => {
  const removing = { minor: 25, checks: byId, discovered: [{ ...served, group: "batch", version: "v1beta1", kind: "CronJob" }] };
  const of = (results: readonly AssessedCheck[]) => judgeStep({ ...removing, results, earlier: new Set() });
  expect(of([unseen("upgrade/api-requests")])).toMatchObject({
    verdict: "unknown",
    reasons: expect.arrayContaining(["1 kind that 1.25 removes is served today, and no audit log says who still asks for it."]),
  });
  expect(of([{ checkId: "upgrade/api-requests", major: 1, verdict: { kind: "pass" } }])).toMatchObject({ verdict: "ready" });
});

test("what is grave and never in the way, as the end of support, leaves it ready", () => {
  expect(stepOf("upgrade/support")).toMatchObject({ verdict: "ready", unseen: [{ couldBlock: false }] });
});
