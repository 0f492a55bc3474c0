import { expect, test } from "vitest";
import type { Cluster, Fleet } from "#contracts/clusters.ts";
import type { ScanSummary } from "#contracts/scans.ts";
import { attentionOf, count, fleetDetail, fleetSentence, needsAttention, standingOf, withoutResults } from "./words.ts";

const at = "2026-11-23T14:02:00Z";

function fleet(totals: Partial<Fleet["totals"]>): Fleet {
  return {
    clusters: [],
    changes: [],
    unseen: [],
    sampleLoaded: false,
    supply: [],
    totals: {
      clusters: 12,
      needAttention: 0,
      neverScanned: 0,
      counts: { critical: 0, high: 0, medium: 3, low: 0, information: 0 },
      waived: { critical: 0, high: 0, medium: 0, low: 0, information: 0 },
      coverage: { passed: 240, failed: 3, notApplicable: 0, notAssessed: 0, share: 1 },
      ...totals,
    },
  };
}

function cluster(scan?: Partial<ScanSummary>): Cluster {
  return {
    id: "cls_abcdefghij",
    name: "payments-eu",
    kind: "live",
    labels: {},
    includeSecretNames: false,
    includeHelmReleases: false,
    probeHostPorts: false,
    createdAt: at,
    trend: [],
    ...(scan === undefined
      ? {}
      : {
          lastScan: {
            id: "scn_abcdefghij",
            number: 381,
            clusterId: "cls_abcdefghij",
            cluster: "payments-eu",
            state: "completed",
            phase: "done",
            trigger: "manual",
            createdAt: at,
            attempt: 1,
            ...scan,
          },
        }),
  };
}

test("a fleet that was seen in full and has nothing urgent says so", () => {
  expect(fleetSentence(fleet({}))).toBe("No critical or high finding in 12 clusters");
});

test("one check that could not be assessed is enough to say `in what was seen`", () => {
  const partial = fleet({ coverage: { passed: 239, failed: 3, notApplicable: 0, notAssessed: 1, share: 0.99 } });
  expect(fleetSentence(partial)).toBe("No critical or high finding in what was seen of 12 clusters");
  expect(fleetDetail(partial)).toContain("1 check could not be assessed");
});

test("a cluster that was never scanned is never part of a good answer", () => {
  expect(fleetSentence(fleet({ neverScanned: 1 }))).toContain("in what was seen of");
  expect(fleetSentence(fleet({ neverScanned: 12 }))).toBe("12 clusters, not scanned yet");
  expect(attentionOf(cluster())).toBe("Never scanned: nothing is known about it");
});

test("a failed upload is never called a cluster that was not scanned", () => {
  const error = { code: "notASnapshot", message: "The upload is no snapshot.", remedy: "Upload another." };
  const failure = { ...cluster({ state: "failed", trigger: "upload", error }).lastScan };
  const failed = { ...cluster(), kind: "snapshot", lastFailure: failure } as Cluster;
  expect(withoutResults(failed)).toBe("upload failed");
  expect(attentionOf(failed)).toBe("The last upload failed: the upload is no snapshot.");
  expect(needsAttention(failed)).toBe(true);
  expect(fleetDetail({ ...fleet({ neverScanned: 1 }), clusters: [failed] })).toContain("1 cluster could not be looked at.");
});

test("a first scan that runs is said to run", () => {
  const running = { ...cluster(), activeScan: cluster({ state: "running" }).lastScan } as Cluster;
  expect(withoutResults(running)).toBe("first scan runs");
  expect(fleetDetail({ ...fleet({ neverScanned: 2 }), clusters: [running, cluster()] })).toMatch(
    /The first scan of 1 cluster runs\. 1 cluster never scanned\.$/,
  );
});

test("what needs attention comes first, in the number it has", () => {
  expect(fleetSentence(fleet({ needAttention: 1, clusters: 1 }))).toBe("1 cluster needs attention");
  expect(fleetSentence(fleet({ needAttention: 12 }))).toBe("All 12 clusters need attention");
  expect(fleetSentence(fleet({ needAttention: 3 }))).toBe("3 of 12 clusters need attention");
});

test("a cluster's line names what is new and what is not known", () => {
  const line = attentionOf(
    cluster({
      change: { against: "scn_bbbbbbbbbb", new: 2, fixed: 1, unchanged: 4, notComparable: 0 },
      coverage: { passed: 1, failed: 1, notApplicable: 0, notAssessed: 8, share: 0.8 },
    }),
  );
  expect(line).toBe("2 new since the scan before; 8 checks not assessed");
});

test("numbers have their nouns", () => {
  expect(count(1, "cluster")).toBe("1 cluster");
  expect(count(12_345, "pod")).toBe("12,345 pods");
});

test("a cluster is calm only with results that hold nothing urgent and no failure since", () => {
  const counts = { critical: 0, high: 0, medium: 2, low: 0, information: 0 };
  expect(standingOf(cluster())).toBe("unknown");
  expect(needsAttention(cluster())).toBe(false);
  expect(standingOf(cluster({ counts }))).toBe("calm");
  expect(standingOf(cluster({ counts: { ...counts, high: 1 } }))).toBe("urgent");
  const calm = cluster({ counts });
  const failedSince = { ...calm, ...(calm.lastScan && { lastFailure: calm.lastScan }) };
  expect(standingOf(failedSince)).toBe("unknown");
  expect(needsAttention(failedSince)).toBe(true);
});
