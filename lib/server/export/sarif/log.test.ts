/** What code scanning takes of one file, and that whatever it does not take is said. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { sarifLimits } from "#contracts/export-formats.ts";
import type { ExportedScan } from "../../database/findings/finding-export.ts";
import type { Entry, FindingsContent } from "../findings/content.ts";
import { findingsSarif, sarifPlan } from "./log.ts";

const pad = (n: number) => String(n).padStart(6, "0");
const scanOf = (n: number): ExportedScan => ({
  ...{ id: `scn_${pad(n)}`, clusterId: `cls_${n}`, cluster: `c${n}`, number: 1, at: new Date("2026-11-24"), namespaces: "all" },
  checks: [{ checkId: "rbac/wildcard-verbs", pillar: "access", verdict: "fail", gaps: [], findings: 1 }],
  coverage: { passed: 0, failed: 1, notApplicable: 0, notAssessed: 0, share: 1 },
});

interface World {
  readonly scans: number;
  /** Findings of each scan. */
  readonly each: number;
  readonly nameOf?: (n: number) => string;
}

function contentOf({ scans, each, nameOf = (n) => `name-${n}` }: World): FindingsContent {
  const entryOf = (scan: ExportedScan, n: number): Entry => ({
    ...{ scanId: scan.id, fingerprint: pad(n).repeat(4), clusterId: scan.clusterId, checkId: "rbac/wildcard-verbs", severity: 1 },
    ...{ pillar: "access", responsible: "platform", message: "wildcard", title: nameOf(n), resource: "roles", kind: "Role" },
    ...{ namespace: "shop", name: nameOf(n), path: null, state: "new", firstSeenAt: "", assigneeId: null, assignee: null },
    ...{ waiverId: null, waiver: null, waiverReason: null, waiverOwner: null, waiverBy: null, waiverTicket: null },
    ...{ waiverSince: null, waiverUntil: null },
  });
  const all = Array.from({ length: scans }, (_, n) => scanOf(n));
  async function* batches() {
    for (const scan of all)
      for (let from = 0; from < each; from += 1_000)
        yield Array.from({ length: Math.min(1_000, each - from) }, (_, n) => entryOf(scan, from + n));
  }
  return {
    ...{ kind: "findings", exportedAt: "2026-11-24", version: "0", scans: all, filter: {}, batches: batches() },
    groups: all.map(({ id }, n) => ({
      scanId: id,
      checkId: "rbac/wildcard-verbs",
      severity: "high",
      waived: false,
      n: each + n,
    })),
  };
}

interface Written {
  readonly runs: readonly {
    readonly results: readonly unknown[];
    readonly invocations: readonly {
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
  }[];
}

async function written(content: FindingsContent): Promise<{ file: Written; bytes: number }> {
  let text = "";
  for await (const piece of findingsSarif(content)) text += piece;
  return { file: JSON.parse(text) as Written, bytes: gzipSync(text).length };
}

const saidIn = (run: Written["runs"][number] | undefined) =>
  run?.invocations.flatMap(({ toolExecutionNotifications }) => toolExecutionNotifications.map(({ message }) => message.text)) ??
  [];

describe("a SARIF file", () => {
  it("has a run for each scan, also for one without a finding", async () => {
    const { file } = await written(contentOf({ scans: 3, each: 0 }));
    expect(file.runs.map(({ results }) => results.length)).toEqual([0, 0, 0]);
  });

  it("has no more runs than are taken, the worst ones, and says how many have no room", async () => {
    const content = contentOf({ scans: sarifLimits.runs + 3, each: 2 });
    const plan = sarifPlan(content);
    expect(plan.scans.map(({ id }) => id)).toEqual(content.scans.slice(3).map(({ id }) => id));
    expect(plan.left).toBe(2 + 3 + 4);
    const { file } = await written(content);
    expect(file.runs.map(({ results }) => results.length)).toEqual(plan.scans.map(() => 2));
    expect(saidIn(file.runs[0])).toContain("3 clusters have no room here: export them by themselves.");
  });

  it("has no more results of a run than are taken, and says how many have no room", async () => {
    const { file } = await written(contentOf({ scans: 1, each: sarifLimits.results + 7 }));
    expect(file.runs[0]?.results).toHaveLength(sarifLimits.results);
    expect(saidIn(file.runs[0])).toContain("7 findings of lower severity are left out.");
  });

  it("stays below the size that is taken, whatever names there are, and leaves each run its share", async () => {
    const random = (n: number) =>
      Array.from({ length: 250 }, (_, i) =>
        String.fromCharCode(0x4e00 + ((n * 7919 + i * i * 104729 + n * i * 31) % 20_000)),
      ).join("");
    const { file, bytes } = await written(contentOf({ scans: 3, each: 2_500, nameOf: random }));
    expect(bytes).toBeLessThan(10_000_000);
    const [first, second, third] = file.runs.map(({ results }) => results.length);
    expect(first).toBeGreaterThan(0);
    expect([second, third].map((n) => (n ?? 0) > 0)).toEqual([true, true]);
    for (const run of file.runs)
      expect(saidIn(run).some((text) => text.endsWith("of lower severity are left out."))).toBe(run.results.length < 2_500);
  });
});
