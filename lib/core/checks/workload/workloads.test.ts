import { expect, test } from "vitest";
import { inventoryOfObjects, type KubernetesObject } from "../../inventory/from-objects.ts";
import { createContext } from "../sight.ts";
import { workloadResources, workloads } from "./workloads.ts";
import { controlledBy, cronJob, deployment, pod, podSpec, replicaSet } from "./worlds.ts";

function names(objects: readonly KubernetesObject[]): string[] {
  const inventory = inventoryOfObjects(objects, { takenAt: "2026-11-23T14:02:00Z", source: "live" });
  const context = createContext(workloadResources, {
    inventory,
    now: new Date(0),
    assertions: [],
    target: undefined,
    evidence: {},
    views: new Map(),
  });
  return context.view(workloads).map(({ resource, item, path }) => `${resource} ${item.meta.name} ${path}`);
}

const spec = podSpec();

test("what something controls is told once, by its controller", () => {
  expect(
    names([
      deployment("web", spec),
      replicaSet("web-1", spec, controlledBy("Deployment", "web")),
      replicaSet("web-0", spec, controlledBy("Deployment", "web"), 0),
      pod("web-1-a", spec, controlledBy("ReplicaSet", "web-1")),
      cronJob("report", spec),
    ]),
  ).toEqual(["cronjobs.batch report spec.jobTemplate.spec.template.spec", "deployments.apps web spec.template.spec"]);
});

test("what nothing controls, or nothing that was seen, stands for itself", () => {
  expect(
    names([
      pod("alone", spec),
      pod("of-a-node", spec, controlledBy("Node", "node-1")),
      pod("of-something", spec, controlledBy("Rollout", "canary")),
      pod("owned-and-not-controlled", spec, { ownerReferences: [{ apiVersion: "v1", kind: "ConfigMap", name: "x", uid: "1" }] }),
      replicaSet("now", spec, controlledBy("Rollout", "canary")),
      replicaSet("before", spec, controlledBy("Rollout", "canary"), 0),
      { ...pod("finished", spec), status: { phase: "Succeeded" } },
    ]),
  ).toEqual([
    "replicasets.apps now spec.template.spec",
    "pods alone spec",
    "pods of-a-node spec",
    "pods of-something spec",
    "pods owned-and-not-controlled spec",
  ]);
});

test("a controller of the same name in another namespace controls nothing here", () => {
  expect(
    names([
      { ...deployment("web", spec), metadata: { namespace: "other", name: "web" } },
      replicaSet("web-1", spec, controlledBy("Deployment", "web")),
    ]),
  ).toHaveLength(2);
});
