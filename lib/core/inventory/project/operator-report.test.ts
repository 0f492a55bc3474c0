import { expect, test } from "vitest";
import { inventoryOfObjects } from "../from-objects.ts";
import { reportedDigests, reportWorld } from "../report-world.ts";

test("of a report of Trivy Operator is kept what it is about, and nothing of what it says", () => {
  const { looks } = inventoryOfObjects(reportWorld, { takenAt: "2026-11-23T14:02:00Z", source: "live" });
  const [undigested, digested] = looks["vulnerabilityreports.aquasecurity.github.io"].items;
  expect(digested).toEqual({
    meta: { namespace: "shop", name: "replicaset-web-7d9-web" },
    image: "registry.example.com/shop/web:1.4.2",
    digest: reportedDigests.web,
    place: { namespace: "shop", kind: "ReplicaSet", workload: "web-7d9", container: "web" },
    at: "2026-11-20T08:00:00.000Z",
    scannerVersion: "0.68.1",
  });
  expect(undigested).not.toHaveProperty("digest");
  expect(JSON.stringify(looks)).not.toContain("log4j");
});
