import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { featureGateChanges, featureGateReach } from "./feature-gates.ts";
import {
  type ApiLifecycle,
  apiLifecycles,
  apiVersionOf,
  catalogueReach,
  lifecycleOf,
  removalsBetween,
  removalsIn,
  replacementIn,
  servedIn,
  splitApiVersion,
  windowToMigrate,
} from "./lifecycle.ts";

const cases = Number(process.env.CASES ?? 200);
const anEntry = fc.constantFrom(...apiLifecycles);
const aMinor = fc.integer({ min: 0, max: catalogueReach.newest });

function entry(apiVersion: string, kind: string): ApiLifecycle {
  const { group, version } = splitApiVersion(apiVersion);
  const found = lifecycleOf(group, version, kind);
  if (found === undefined) throw new Error(`no entry of ${apiVersion} ${kind}`);
  return found;
}

describe("the catalogue of APIs", () => {
  test("has 248 entries, each found by its group, version and kind", () => {
    expect(apiLifecycles).toHaveLength(248);
    for (const one of apiLifecycles) expect(lifecycleOf(one.group, one.version, one.kind)).toBe(one);
  });

  test("has no lists but List itself", () => {
    expect(apiLifecycles.filter(({ kind }) => kind.endsWith("List")).map(({ kind }) => kind)).toEqual(["List"]);
  });

  test("holds nothing in an impossible order", () => {
    for (const { introduced, deprecated, removed, removedAsDeclared } of apiLifecycles) {
      const declared = removedAsDeclared ?? removed;
      if (introduced !== undefined && deprecated !== undefined) expect(introduced).toBeLessThanOrEqual(deprecated);
      if (introduced !== undefined && removed !== undefined) expect(introduced).toBeLessThan(removed);
      if (deprecated !== undefined && declared !== undefined) expect(deprecated).toBeLessThanOrEqual(declared);
    }
  });

  test.each([
    [16, 13],
    [22, 23],
    [25, 7],
    [26, 3],
    [27, 1],
    [29, 2],
    [32, 2],
    [33, 0],
    [34, 0],
    [35, 0],
    [36, 0],
    [37, 0],
  ])("1.%i takes away %i kinds that were served by default", (minor, count) => {
    expect(removalsIn(minor)?.byDefault).toHaveLength(count);
  });

  test("knows nothing of what a minor past its reach takes away", () => {
    expect(removalsIn(catalogueReach.newest + 1)).toBeUndefined();
  });

  test("goes by what came and not by what was declared", () => {
    const storage = entry("storagemigration.k8s.io/v1alpha1", "StorageVersionMigration");
    expect(storage.removed).toBe(35);
    expect(storage.removedAsDeclared).toBeGreaterThan(35);
  });
});

describe("what a minor serves", () => {
  test.each<[number, string, string]>([
    [18, "served", "notYet"],
    [19, "served", "served"],
    [21, "served", "served"],
    [22, "removed", "served"],
    [37, "removed", "served"],
    [38, "removed", "unknown"],
  ])("Ingress in 1.%i: v1beta1 %s, v1 %s", (minor, beta, stable) => {
    expect(servedIn(entry("networking.k8s.io/v1beta1", "Ingress"), minor)).toBe(beta);
    expect(servedIn(entry("networking.k8s.io/v1", "Ingress"), minor)).toBe(stable);
  });

  test("betas of late are off by default", () => {
    expect(servedIn(entry("resource.k8s.io/v1beta2", "ResourceClaim"), 37)).toBe("offByDefault");
  });

  test("an API comes once and goes once", () => {
    const order = ["notYet", "offByDefault", "served", "removed", "unknown"];
    fc.assert(
      fc.property(anEntry, aMinor, aMinor, (one, first, second) => {
        const [low, high] = [Math.min(first, second), Math.max(first, second)];
        const [before, after] = [servedIn(one, low), servedIn(one, high)];
        if (before !== "unknown") expect(order.indexOf(after)).toBeGreaterThanOrEqual(order.indexOf(before));
      }),
      { numRuns: cases },
    );
  });

  test("removals over a span are those of its minors, together", () => {
    fc.assert(
      fc.property(aMinor, aMinor, aMinor, (...three) => {
        const [low = 0, middle = 0, high = 0] = three.sort((one, other) => one - other);
        const parts = [...removalsBetween(low, middle), ...removalsBetween(middle, high)];
        expect(removalsBetween(low, high)).toEqual(parts);
        for (const one of parts) expect([servedIn(one, low) === "removed", servedIn(one, high)]).toEqual([false, "removed"]);
      }),
      { numRuns: cases },
    );
  });
});

describe("what takes an API's place", () => {
  test("is what the target still serves, over several replacements", () => {
    const oldest = entry("flowcontrol.apiserver.k8s.io/v1beta1", "FlowSchema");
    expect(replacementIn(oldest, 28)?.version).toBe("v1beta3");
    expect(replacementIn(oldest, 37)?.version).toBe("v1");
  });

  test("is nothing where the replacement is gone too", () => {
    const policy = entry("extensions/v1beta1", "PodSecurityPolicy");
    expect(replacementIn(policy, 16)?.group).toBe("policy");
    expect(replacementIn(policy, 25)).toBeUndefined();
  });

  test("has a window in which both are served", () => {
    expect(windowToMigrate(entry("networking.k8s.io/v1beta1", "Ingress"))).toEqual({ from: 19, to: 21 });
    expect(windowToMigrate(entry("policy/v1beta1", "PodSecurityPolicy"))).toBeUndefined();
    expect(windowToMigrate(entry("scheduling.k8s.io/v1alpha2", "Workload"))).toBeUndefined();
  });

  test("is never itself removed in that minor, and never the entry", () => {
    fc.assert(
      fc.property(anEntry, aMinor, (one, minor) => {
        const next = replacementIn(one, minor);
        if (next === undefined) return;
        expect(next).not.toBe(one);
        expect(servedIn(next, minor)).not.toBe("removed");
      }),
      { numRuns: cases },
    );
  });
});

test("apiVersion is split and put together again", () => {
  for (const one of apiLifecycles) expect(splitApiVersion(apiVersionOf(one))).toEqual({ group: one.group, version: one.version });
});

describe("feature gates", () => {
  test.each([
    [34, 5, 25],
    [35, 11, 12],
    [36, 11, 19],
    [37, 25, 13],
  ])("1.%i removes %i and locks %i", (minor, removed, locked) => {
    const changes = featureGateChanges(minor);
    expect([changes?.removed.length, changes?.locked.length]).toEqual([removed, locked]);
  });

  test("are not known outside of the data", () => {
    expect(featureGateChanges(featureGateReach.oldest - 1)).toBeUndefined();
    expect(featureGateChanges(featureGateReach.newest + 1)).toBeUndefined();
  });
});
