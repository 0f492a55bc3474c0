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
import { inTurns } from "../access/in-turns.ts";
import { type Outcome, refuse } from "../outcome.ts";
import { wholeScan } from "../scans/scan-in-scope.ts";
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

/**
 * @param beside what to judge by beside the scan, as it once was; absent: as it is now
 * @returns the plan of a scan; not found for a reader who does not see all of its cluster.
 */
export async function planOf(actor: Actor, scanId: string, services: Services, beside?: Evidence): Promise<Outcome<PlanOfScan>> {
  const { scope } = actor;
  const { now, memory } = services;
  const found = await wholeScan(actor, scanId, services, aboutTheCluster);
  if (!found.ok) return found;
  const { scan } = found.value;
  const today = now().toISOString().slice(0, 10);
  const make = (evidence: Evidence) => planBy(evidence, { scope, scan, today, services });
  const plan =
    beside === undefined
      ? await memory.get(`upgrade ${scanId} ${today} ${await besideKey(actor, scan.clusterId, services)}`, async () => {
          const value = await make(await evidenceBeside(actor, scan.clusterId, services));
          return value && { value, weight: value.steps.reduce((sum, { findings }) => sum + findings.length, 1) };
        })
      : await make(beside);
  return plan === undefined ? refuse("scanIncomplete") : ok({ scan, plan, today });
}

/** An operator's dates and what was uploaded are part of the question: other ones make another plan. */
async function besideKey({ scope }: Actor, clusterId: string, { repositories }: Services): Promise<string> {
  const [dates, log, kubelets] = await Promise.all([
    repositories.supportDates.list(scope),
    repositories.apiAuditLogs.get(scope, clusterId),
    repositories.kubelets.get(scope, clusterId),
  ]);
  return [
    ...dates.map(({ provider, minor, end, date }) => `${provider}/${minor}/${end}=${date}`),
    ...(log ? [`log=${log.uploadedAt.getTime()}`] : []),
    ...(kubelets ? [`kubelets=${kubelets.uploadedAt.getTime()}`] : []),
  ].join();
}

/** @returns what people gave beside the scans of a cluster, as far as upgrades are judged by it. */
export async function evidenceBeside({ scope }: Actor, clusterId: string, { repositories }: Services): Promise<Evidence> {
  const [log, uploaded, dates] = await Promise.all([
    repositories.apiAuditLogs.evidence(scope, clusterId),
    repositories.kubelets.get(scope, clusterId),
    repositories.supportDates.list(scope),
  ]);
  const supportDates = dates.map(({ provider, minor, end, date }) => ({ provider, minor, end, date }));
  return {
    // Who used what is about access: it is large, and nothing of it is asked here but what could not be read.
    ...(log && { ...log, uses: { ...log.uses, users: [] } }),
    ...(uploaded && { kubelets: uploaded.kubelets }),
    supportDates,
  };
}

interface OfScan {
  readonly scope: Actor["scope"];
  readonly scan: ScanRow;
  readonly today: string;
  readonly services: Services;
}

async function planBy(evidence: Evidence, { scope, scan, today, services }: OfScan): Promise<UpgradePlan | undefined> {
  const { repositories, now } = services;
  const inventory = await repositories.inventories.load(scope, scan.id, wanted);
  if (inventory === undefined) return undefined;
  const steps = await inTurns(judgeSteps(inventory, { clusterId: scan.clusterId, now: now(), evidence }));
  return upgradePlan({ inventory, today, calendar: supportCalendar(evidence.supportDates), steps });
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
