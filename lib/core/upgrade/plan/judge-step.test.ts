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

const passed = (checkId: string): AssessedCheck => ({ checkId, major: 1, verdict: { kind: "pass" } });
const evidence = ["upgrade/api-metric", "upgrade/api-requests", "upgrade/helm-releases"];

test("a kind that goes away and is served today is unknown until everything says who uses it", () => {
  const removing = { minor: 25, checks: byId, discovered: [{ ...served, group: "batch", version: "v1beta1", kind: "CronJob" }] };
  const of = (results: readonly AssessedCheck[]) => judgeStep({ ...removing, results, earlier: new Set() });
  const goes = "1 kind that 1.25 removes is served today, and";
  expect(of(evidence.map(unseen))).toMatchObject({
    verdict: "unknown",
    reasons: [`${goes} who still uses it is not known without the audit log, the API server's metric and Helm releases.`],
    unseen: [{ couldBlock: true }, { couldBlock: true }, { couldBlock: true }],
  });
  expect(of([passed("upgrade/helm-releases"), passed("upgrade/api-metric"), unseen("upgrade/api-requests")])).toMatchObject({
    verdict: "unknown",
    reasons: [`${goes} who still uses it is not known without the audit log.`],
  });
  expect(of(evidence.map(passed))).toMatchObject({ verdict: "ready" });
});

test("where nothing goes that everybody had, what tells of its use stands beside the verdict", () => {
  expect(stepOf(...evidence)).toMatchObject({
    verdict: "ready",
    reasons: [
      "Everything that could stop it was looked at, and nothing does.",
      "Not read, and beside this: the audit log, the API server's metric and Helm releases.",
    ],
    unseen: [{ couldBlock: false }, { couldBlock: false }, { couldBlock: false }],
  });
});

test("what a verdict about APIs rests on is told, strongest first, with why a source was not read", () => {
  const asked: AssessedCheck = {
    checkId: "upgrade/gitops-inventories",
    major: 1,
    verdict: { kind: "notApplicable", reason: "None." },
  };
  const results = [asked, passed("upgrade/api-writers"), unseen("upgrade/helm-releases"), passed("upgrade/node-ready")];
  expect(judgeStep({ minor: 37, results, checks: byId, discovered, earlier: new Set() }).evidence).toEqual([
    {
      checkId: "upgrade/helm-releases",
      name: "Helm releases",
      state: "unread",
      says: "Not seen: nodes: the API server refused it.",
    },
    expect.objectContaining({ checkId: "upgrade/api-writers", state: "read" }),
    { checkId: "upgrade/gitops-inventories", name: "the inventories of GitOps tools", state: "unneeded", says: "None." },
  ]);
});

test("what is grave and never in the way, as the end of support, leaves it ready", () => {
  expect(stepOf("upgrade/support")).toMatchObject({ verdict: "ready", unseen: [{ couldBlock: false }] });
});
