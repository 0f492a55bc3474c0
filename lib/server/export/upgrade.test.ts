import { expect, test } from "vitest";
import type { UpgradeFleet, UpgradePlanView } from "#contracts/upgrade-plan.ts";
import { readCsv } from "#test/exports/csv-reader.ts";
import { upgradeFleetCsv, upgradeFleetJson, upgradePlanCsv } from "./upgrade.ts";

const frame = { exportedAt: "2026-11-24T00:00:00Z", version: "1", restsOn: {}, filter: {} };
const end = { end: "standard", date: "2026-12-02", estimate: false, from: "operator", daysLeft: 8 } as const;
const support = { by: "eks", phase: "standard", urgency: "under90", ends: [end] } as const;

async function textOf(texts: AsyncIterable<string>): Promise<string> {
  let whole = "";
  for await (const text of texts) whole += text;
  return whole;
}

async function recordsOf(texts: AsyncIterable<string>): Promise<Record<string, string>[]> {
  const [head = [], ...rows] = readCsv(await textOf(texts));
  return rows.map((row) => Object.fromEntries(head.map((name, place) => [name, row[place] ?? ""])));
}

const fleet = {
  ...{ today: "2026-11-24", hidden: 2, calendar: { asOf: "2026-11-23", managedAsOf: "2026-08-22" } },
  clusters: [
    {
      id: "cls_a",
      name: '=HYPERLINK("a")',
      current: "1.34",
      next: "1.35",
      support,
      endsOn: end.date,
      blockers: 2,
      warnings: 1,
      unseen: 3,
    },
    { id: "cls_b", name: "quiet" },
  ],
} as unknown as UpgradeFleet;

test("the fleet: a cluster a record, one that was not judged as such, and last what is left out", async () => {
  expect(await recordsOf(upgradeFleetCsv({ ...frame, fleet }))).toMatchObject([
    { record: "cluster", cluster: `'=HYPERLINK("a")`, supported_by: "eks", ends_on: "2026-12-02", days_left: "8", blockers: "2" },
    { record: "cluster", cluster: "quiet", blockers: "", note: "not judged" },
    { record: "coverage", note: "not complete: 2 clusters of which you see some namespaces only" },
  ]);
  expect(JSON.parse(await textOf(upgradeFleetJson({ ...frame, fleet })))).toMatchObject({ kind: "upgrade-fleet", ...fleet });
});

test("a plan: dates, steps with what they rest on, and never a check that could not look as one that passed", async () => {
  const step = {
    ...{ minor: "1.35", verdict: "unknown", reasons: ["No check of nodes."], servedToday: [], counts: {} },
    findings: [
      { impact: "blocker", checkId: "upgrade/psp", title: "+cmd", responsible: "platform", namespace: "shop", fix: "Mend it." },
    ],
    unseen: [{ checkId: "upgrade/nodes", title: "Nodes", couldBlock: true, gaps: [{ resource: "nodes", reason: "forbidden" }] }],
  };
  const plan = {
    ...{ kubelets: [{ minor: "1.33", count: 2, names: ["@a", "b"] }], proxies: [], windows: [], steps: [step] },
    ...{ support: [{ minor: "1.34", provider: support, upstream: { ...support, by: "upstream", ends: [] } }] },
    gaps: [{ resource: "nodes", reason: "forbidden" }],
  } as unknown as UpgradePlanView;
  const records = await recordsOf(upgradePlanCsv({ ...frame, plan }));
  expect(records.map(({ record }) => record)).toEqual([
    "support",
    "kubelets",
    "step",
    "finding",
    "notAssessed",
    "gap",
    "coverage",
  ]);
  expect(records).toMatchObject([
    { minor: "1.34", what: "eks standard", date: "2026-12-02", note: "set by an operator" },
    { minor: "1.33", count: "2", note: "'@a, b" },
    { minor: "1.35", state: "unknown", count: "" },
    { state: "blocker", what: "upgrade/psp", namespace: "shop", note: "'+cmd. Mend it." },
    { state: "couldBlock", note: "Nodes. Not seen: nodes: the API server refused it" },
    { note: "Not seen: nodes: the API server refused it" },
    { note: "not complete: nodes of other versions may be there" },
  ]);
});
