import { expect, test } from "vitest";
import type { Cluster } from "#contracts/clusters.ts";
import { fleetColumns, nextOrder, sortFleet } from "./fleet-order.ts";

const at = "2026-11-23T14:02:00Z";

function cluster(name: string, critical?: number): Cluster {
  const base = {
    id: `cls_${name.padEnd(10, "a")}`,
    name,
    kind: "live",
    labels: {},
    includeSecretNames: false,
    includeHelmReleases: false,
    probeHostPorts: false,
    createdAt: at,
    trend: [],
  } as const;
  if (critical === undefined) return { ...base, trend: [] };
  return {
    ...base,
    trend: [],
    lastScan: {
      id: "scn_abcdefghij",
      number: 1,
      clusterId: base.id,
      cluster: name,
      state: "completed",
      phase: "done",
      trigger: "manual",
      createdAt: at,
      attempt: 1,
      counts: { critical, high: 0, medium: 0, low: 0, information: 0 },
    },
  };
}

const names = (clusters: readonly Cluster[]) => clusters.map((one) => one.name);
const fleet = [cluster("b", 1), cluster("unknown"), cluster("a", 4)];

test("a column sorts both ways; what is not known stays last", () => {
  expect(names(sortFleet(fleet, "-critical"))).toEqual(["a", "b", "unknown"]);
  expect(names(sortFleet(fleet, "critical"))).toEqual(["b", "a", "unknown"]);
  expect(names(sortFleet(fleet, "name"))).toEqual(["a", "b", "unknown"]);
});

test("three presses lead back to worst first", () => {
  for (const column of fleetColumns) {
    const first = nextOrder(null, column);
    const second = nextOrder(first, column);
    expect(new Set([first, second]).size).toBe(2);
    expect(nextOrder(second, column)).toBeNull();
  }
});

test("another column begins anew", () => {
  expect(nextOrder("name", "critical")).toBe("-critical");
});
