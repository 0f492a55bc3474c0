import { describe, expect, test } from "vitest";
import { inventoryOfObjects } from "../../inventory/from-objects.ts";
import { formatMinor } from "../minor.ts";
import { migrationWindows } from "./windows.ts";

const ingress = { group: "networking.k8s.io", plural: "ingresses", kind: "Ingress", namespaced: true, verbs: ["list"] };

/** A cluster whose API server serves Ingresses in these versions, with one of them. */
function clusterOf(minor: number, ...versions: string[]) {
  const resources = versions.map((version) => ({ ...ingress, version }));
  const facts = { minor: formatMinor(minor), discovery: { resources, gaps: [] } };
  const shop = { apiVersion: `networking.k8s.io/${versions[0]}`, kind: "Ingress", metadata: { namespace: "shop", name: "shop" } };
  return inventoryOfObjects([shop], { takenAt: "2026-11-23T14:02:00Z", source: "live", cluster: facts });
}

const storyOf = (minor: number, ...versions: string[]) =>
  migrationWindows(clusterOf(minor, ...versions), minor).find(
    ({ from }) => from.kind === "Ingress" && from.group === "networking.k8s.io",
  );

describe("the window to migrate Ingresses, of which 1.19 to 1.21 serve both versions", () => {
  test("has not opened on 1.18, which serves the old one only", () => {
    expect(storyOf(18, "v1beta1")).toMatchObject({
      both: { from: 19, to: 21 },
      stands: "before",
      objects: 1,
      says: "1.18 does not serve networking.k8s.io/v1 yet. Go to 1.19, change manifests there, and be done before 1.22.",
    });
  });

  test("is open on 1.20", () => {
    expect(storyOf(20, "v1", "v1beta1")).toMatchObject({
      both: { from: 19, to: 21 },
      stands: "inside",
      objects: 1,
      says: "1.20 serves both. Change to networking.k8s.io/v1 now, before the step to 1.22.",
    });
  });

  test("is closed on 1.22, where whoever did not change fails", () => {
    expect(storyOf(22, "v1")).toMatchObject({
      both: { from: 19, to: 21 },
      stands: "after",
      objects: 1,
      says: "networking.k8s.io/v1beta1 is gone since 1.22. Whatever still writes it fails now: write networking.k8s.io/v1.",
    });
  });

  test("is no matter long after", () => {
    expect(storyOf(24, "v1")).toBeUndefined();
  });
});
