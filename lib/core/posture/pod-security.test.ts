import { expect, test } from "vitest";
import { namespace } from "../checks/admission/worlds.ts";
import { container, controlledBy, cronJob, deployment, pod, podSpec, secured } from "../checks/workload/worlds.ts";
import { inventoryOfObjects, type KubernetesObject } from "../inventory/from-objects.ts";
import { namespaceRows, podSecurityPosture, trialOf, workloadPlans } from "./pod-security.ts";

function postureOf(objects: readonly KubernetesObject[], minor?: string) {
  const cluster = { ...(minor !== undefined && { minor }), discovery: { resources: [], gaps: [] } };
  return podSecurityPosture(inventoryOfObjects(objects, { takenAt: "2026-11-23T14:02:00Z", source: "live", cluster }));
}

const probing = podSpec({}, container({ livenessProbe: { httpGet: { host: "db", port: 80 } } }));
const restricted = { level: "restricted", version: "latest" } as const;

test("a namespace meets what its least workload meets, and says what it enforces", () => {
  const agent = deployment("agent", podSpec({}, secured({ privileged: true })));
  const posture = postureOf(
    [namespace("shop", { enforce: "baseline" }), deployment("web", podSpec()), agent, namespace("empty")],
    "1.37",
  );
  expect(namespaceRows(posture, trialOf(restricted, posture))).toMatchObject([
    { name: "empty", meets: undefined, workloads: 0, refused: 0, policy: { enforce: { level: "privileged", from: "default" } } },
    { name: "shop", meets: "privileged", workloads: 2, refused: 1, controls: ["privileged"], coming: [] },
  ]);
});

test("a namespace that was not seen has workloads and no labels", () => {
  const posture = postureOf([deployment("web", podSpec())], "1.37");
  expect(namespaceRows(posture, trialOf(restricted, posture))).toMatchObject([
    { name: "shop", policy: undefined, meets: "restricted" },
  ]);
});

test("minors at which what is enforced changes its verdict are told, and pinned versions stay", () => {
  const coming = (labels: Record<string, string>, minor?: string) => {
    const posture = postureOf([namespace("shop", labels), deployment("web", probing)], minor);
    return namespaceRows(posture, trialOf(restricted, posture))[0]?.coming;
  };
  expect(coming({ enforce: "baseline" }, "1.32")).toEqual([{ minor: 34, refused: 1, allowed: 0 }]);
  expect(coming({ enforce: "baseline", "enforce-version": "v1.33" }, "1.32")).toEqual([]);
  expect(coming({ enforce: "baseline", "enforce-version": "v1.35" }, "1.32")).toEqual([{ minor: 34, refused: 1, allowed: 0 }]);
  expect(coming({ warn: "baseline" }, "1.32")).toEqual([]);
  expect(coming({ enforce: "baseline" })).toEqual([]);
});

test("latest is the cluster's minor, and another version can be tried before the upgrade", () => {
  const posture = postureOf([deployment("web", probing)], "1.33");
  const refused = (version: "latest" | number) =>
    namespaceRows(posture, trialOf({ level: "baseline", version }, posture))[0]?.refused;
  expect([refused("latest"), refused(34), refused(99)]).toEqual([0, 1, 1]);
});

test("what is refused comes with its patch, in the place of the template, and a bare pod has to be made again", () => {
  const host = podSpec({ hostPID: true });
  const owned = pod("web-1", host, controlledBy("Deployment", "web"));
  const posture = postureOf([deployment("web", host), cronJob("job", host), owned, pod("bare", host)], "1.37");
  const plans = workloadPlans(posture, "shop", trialOf(restricted, posture));
  expect(plans?.map(({ kind, name, patch, bare }) => [kind, name, patch, bare])).toEqual([
    ["CronJob", "job", { spec: { jobTemplate: { spec: { template: { spec: { hostPID: null } } } } } }, false],
    ["Deployment", "web", { spec: { template: { spec: { hostPID: null } } } }, false],
    ["Pod", "bare", undefined, true],
  ]);
  expect(workloadPlans(posture, "gone", trialOf(restricted, posture))).toBeUndefined();
});

test("a namespace in which not everything was seen says so", () => {
  const header = { takenAt: "2026-11-23T14:02:00Z", source: "live" as const };
  const gaps = [{ resource: "pods", reason: "forbidden" as const, namespace: "shop" }];
  const coverage = { pods: { state: "partial" as const, gaps } };
  const objects = [namespace("shop"), namespace("bank"), deployment("web", podSpec())];
  const posture = podSecurityPosture(inventoryOfObjects(objects, { ...header, coverage }));
  expect(namespaceRows(posture, trialOf(restricted, posture)).map(({ name, complete }) => [name, complete])).toEqual([
    ["bank", true],
    ["shop", false],
  ]);
  expect(posture.gaps).toEqual(gaps);
});

test("equal pods are judged as one, whatever else is in them", () => {
  const args = (value: string) => podSpec({}, container({ args: [value], env: [{ name: "A", value }] }));
  const { namespaces } = postureOf([pod("a", args("1")), pod("b", args("2")), pod("c", podSpec({ hostPID: true }))], "1.37");
  const pods = namespaces.get("shop")?.workloads.map((one) => one.pod);
  expect(pods).toHaveLength(3);
  expect(new Set(pods).size).toBe(2);
});
