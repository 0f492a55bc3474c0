/** The plan of a scan's cluster: judged once for each scan and day, for every coming minor, and kept. */

import { assessInSteps } from "../../../core/checks/assess.ts";
import type { Check } from "../../../core/checks/define.ts";
import type { Evidence } from "../../../core/checks/evidence.ts";
import { checks } from "../../../core/checks/index.ts";
import { identityOfCluster } from "../../../core/findings/fingerprint.ts";
import type { Inventory } from "../../../core/inventory/inventory.ts";
import type { ResourceId } from "../../../core/inventory/resources.ts";
import { ok } from "../../../core/result.ts";
import { parseMinor } from "../../../core/upgrade/minor.ts";
import { judgeStep, type Step } from "../../../core/upgrade/plan/judge-step.ts";
import { comingMinors, type UpgradePlan, upgradePlan } from "../../../core/upgrade/plan/plan.ts";
import { supportCalendar } from "../../../core/upgrade/support.ts";
import type { Actor } from "../../auth/actor.ts";
import type { ScanRow } from "../../database/rows.ts";
import { namespacesOf } from "../../database/scope.ts";
import { inTurns } from "../access/in-turns.ts";
import { type Outcome, refuse } from "../outcome.ts";
import { hasResults } from "../scans/scan-view.ts";
import type { Services } from "../services.ts";

const ofUpgrades: readonly Check[] = checks.filter(({ pillar }) => pillar === "upgrade");
const byId = new Map(ofUpgrades.map((check) => [check.id, check]));
const wanted: readonly ResourceId[] = [
  ...new Set<ResourceId>([
    ...ofUpgrades.flatMap(({ reads }) => reads),
    ...(["nodes", "pods", "configmaps", "ingresses.networking.k8s.io", "poddisruptionbudgets.policy", "cronjobs.batch"] as const),
  ]),
];

export interface PlanOfScan {
  readonly scan: ScanRow;
  readonly plan: UpgradePlan;
  /** ISO date. */
  readonly today: string;
}

export const aboutTheCluster = {
  detail: "Your scope is some namespaces of this cluster; an upgrade is about the cluster as a whole.",
  remedy: "Ask somebody who sees the whole cluster.",
};

/** @returns the plan of a scan; not found for a reader who does not see all of its cluster. */
export async function planOf({ scope }: Actor, scanId: string, services: Services): Promise<Outcome<PlanOfScan>> {
  const { repositories, now, memory } = services;
  const scan = await repositories.scans.get(scope, scanId);
  const namespaces = scan && namespacesOf(scope, scan.clusterId);
  if (scan === undefined || namespaces === undefined) return refuse("notFound");
  if (namespaces !== "all") return refuse("notFound", aboutTheCluster);
  if (!hasResults(scan)) return refuse("scanIncomplete");
  const today = now().toISOString().slice(0, 10);
  const [dates, log, uploaded] = await Promise.all([
    repositories.supportDates.list(scope),
    repositories.apiAuditLogs.get(scope, scan.clusterId),
    repositories.kubelets.get(scope, scan.clusterId),
  ]);
  // An operator's dates and what was uploaded are part of the question: other ones make another plan.
  const key = [
    ...dates.map(({ provider, minor, end, date }) => `${provider}/${minor}/${end}=${date}`),
    ...(log ? [`log=${log.uploadedAt.getTime()}`] : []),
    ...(uploaded ? [`kubelets=${uploaded.uploadedAt.getTime()}`] : []),
  ].join();
  const plan = await memory.get(`upgrade ${scanId} ${today} ${key}`, async () => {
    const inventory = await repositories.inventories.load(scope, scanId, wanted);
    if (inventory === undefined) return undefined;
    const evidence = {
      ...(await repositories.apiAuditLogs.evidence(scope, scan.clusterId)),
      ...(uploaded && { kubelets: uploaded.kubelets }),
      supportDates: dates,
    };
    const steps = await inTurns(judgeSteps(inventory, { clusterId: scan.clusterId, now: now(), evidence }));
    const value = upgradePlan({ inventory, today, calendar: supportCalendar(dates), steps });
    return { value, weight: steps.reduce((sum, { findings }) => sum + findings.length, 1) };
  });
  return plan === undefined ? refuse("scanIncomplete") : ok({ scan, plan, today });
}

interface Asked {
  readonly clusterId: string;
  readonly now: Date;
  readonly evidence: Evidence;
}

function* judgeSteps(inventory: Inventory, { clusterId, now, evidence }: Asked): Generator<unknown, readonly Step[]> {
  const current = parseMinor(inventory.cluster.minor ?? inventory.cluster.version);
  const discovered = inventory.cluster.discovery.resources;
  const clusterIdentity = identityOfCluster(inventory, clusterId);
  const earlier = new Set<string>();
  const steps: Step[] = [];
  for (const minor of current === undefined ? [] : comingMinors(current)) {
    const options = { now, clusterIdentity, checks: ofUpgrades, target: minor, evidence };
    const { checks: results } = yield* assessInSteps(inventory, options);
    const step = judgeStep({ minor, results, checks: byId, discovered, earlier: new Set(earlier) });
    for (const { finding } of step.findings) earlier.add(finding.fingerprint);
    steps.push(step);
  }
  return steps;
}
