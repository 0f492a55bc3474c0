import { expect, test } from "vitest";
import { allGaps } from "./build.ts";
import { inventoryOfObjects, resourceOfKind } from "./from-objects.ts";
import { compareGaps } from "./gap.ts";

const header = { takenAt: "2026-11-23T14:02:00Z", source: "manifests" } as const;
const named = (kind: string, name: string, namespace?: string) => ({ apiVersion: "v1", kind, metadata: { name, namespace } });

test("kinds are told by their group", () => {
  expect(resourceOfKind("v1", "Pod")).toBe("pods");
  expect(resourceOfKind("apps/v1", "Deployment")).toBe("deployments.apps");
  expect(resourceOfKind("extensions/v1beta1", "Deployment")).toBeUndefined();
  expect(resourceOfKind("metrics.k8s.io/v1", "Pod")).toBeUndefined();
});

test("items are sorted, and kinds that nobody reads are left out", () => {
  const { looks } = inventoryOfObjects(
    [named("Pod", "b", "x"), named("Pod", "a", "y"), named("Pod", "a", "x"), named("Event", "e")],
    header,
  );
  expect(looks.pods.items.map(({ meta }) => `${meta.namespace}/${meta.name}`)).toEqual(["x/a", "x/b", "y/a"]);
  expect(looks.pods.coverage).toEqual({ state: "complete" });
});

test("an object that cannot be read is a gap, beside those that were there", () => {
  const broken = { ...named("Pod", "b"), spec: { containers: 7 } };
  const inventory = inventoryOfObjects([broken, named("Pod", "a")], { ...header, coverage: { nodes: { state: "absent" } } });
  expect(inventory.looks.pods).toMatchObject({
    coverage: { state: "partial", gaps: [{ resource: "pods", reason: "decodeError", detail: "containers is not a list" }] },
    items: [{ meta: { name: "a" } }],
  });
  expect(allGaps(inventory)).toEqual([...allGaps(inventory)].sort(compareGaps));
  expect(inventory.looks.nodes.coverage).toEqual({ state: "absent" });
});
