/** The plan as the API shows it. */
import type { SupportPhases, UpgradePlanView, UpgradeStep } from "../../../contracts/upgrade-plan.ts";
import type { Impact } from "../../../core/upgrade/impact.ts";
import { type ApiLifecycle, apiVersionOf, catalogueReach } from "../../../core/upgrade/lifecycle.ts";
import { formatMinor, type Minor } from "../../../core/upgrade/minor.ts";
import type { Step } from "../../../core/upgrade/plan/judge-step.ts";
import { type SupportRow, verdictFor } from "../../../core/upgrade/plan/plan.ts";
import type { VersionShare } from "../../../core/upgrade/plan/versions.ts";
import type { MigrationWindow } from "../../../core/upgrade/plan/windows.ts";
import { calendarSnapshot, type Support } from "../../../core/upgrade/support.ts";
import { standpoint } from "../scans/scan-view.ts";
import type { PlanOfScan } from "./plan.ts";

const mostFindings = 200;

/** @returns the plan with the verdict about a target; without one about the next minor. Of each step the weightiest findings. */
export function planView({ scan, plan, today }: PlanOfScan, target: Minor | undefined, most = mostFindings): UpgradePlanView {
  const { current, version, provider, supporter, servers, kubelets, proxies, gaps, support, steps, windows } = plan;
  const { at, number } = standpoint(scan);
  const aim = target ?? (current === undefined ? undefined : current + 1);
  const verdict = aim === undefined ? undefined : verdictFor(plan, aim);
  return {
    ...{ scanId: scan.id, scanNumber: number, asOf: at, today, supporter, version },
    cluster: { id: scan.clusterId, name: scan.cluster },
    current: current === undefined ? undefined : formatMinor(current),
    provider: provider && { ...provider, evidence: [...provider.evidence] },
    servers: servers.map(shareView),
    kubelets: kubelets.map(shareView),
    proxies: proxies.map(shareView),
    gaps: [...gaps],
    support: support.map(rowView),
    steps: steps.map((step) => stepView(step, most)),
    windows: windows.map(windowView),
    target: verdict && {
      target: formatMinor(verdict.target),
      verdict: verdict.verdict,
      reasons: [...verdict.reasons],
      steps: verdict.steps.map(formatMinor),
    },
    calendar: { ...calendarSnapshot },
    catalogue: { newest: formatMinor(catalogueReach.newest), made: catalogueReach.made },
  };
}

function shareView({ minor, count, names }: VersionShare) {
  return { ...(minor === undefined ? {} : { minor: formatMinor(minor) }), count, names: [...names] };
}

/** @returns how long a minor is supported, as the API shows it. */
export function phasesView({ provider, phase, urgency, released, maintenanceFrom, ends }: Support): SupportPhases {
  return { by: provider, phase, urgency, released, maintenanceFrom, ends: ends.map((end) => ({ ...end })) };
}

function rowView({ minor, provider, upstream, moveBy }: SupportRow): UpgradePlanView["support"][number] {
  return { minor: formatMinor(minor), upstream: phasesView(upstream), provider: provider && phasesView(provider), moveBy };
}

const apiView = (entry: ApiLifecycle) => ({ apiVersion: apiVersionOf(entry), kind: entry.kind });

function stepView(
  { minor, verdict, reasons, findings, unseen, evidence, removals, servedToday }: Step,
  most: number,
): UpgradeStep {
  const count = (impact: Impact, fresh = false) =>
    findings.filter((one) => one.impact === impact && !(fresh && one.earlier)).length;
  return {
    ...{ minor: formatMinor(minor), verdict, reasons: [...reasons] },
    removals: removals && {
      byDefault: removals.byDefault.map(apiView),
      offByDefault: removals.offByDefault.map(apiView),
    },
    servedToday: servedToday.map(apiView),
    counts: {
      ...{ blocker: count("blocker"), warning: count("warning"), info: count("info") },
      ...{ freshBlocker: count("blocker", true), freshWarning: count("warning", true) },
    },
    findings: findings.slice(0, most).map(({ impact, finding, responsible, fix, earlier }) => ({
      ...{ impact, responsible, fix, earlier },
      ...{ checkId: finding.checkId, fingerprint: finding.fingerprint, title: finding.title, namespace: finding.at.namespace },
    })),
    unseen: unseen.map(({ gaps, ...one }) => ({ ...one, gaps: [...gaps] })),
    evidence: [...evidence],
  };
}

function windowView({ from, to, both, stands, objects, says }: MigrationWindow): UpgradePlanView["windows"][number] {
  return {
    ...{ kind: from.kind, from: apiVersionOf(from), to: apiVersionOf(to), stands, objects, says },
    removed: formatMinor(from.removed ?? 0),
    both: both && { from: formatMinor(both.from), to: formatMinor(both.to) },
  };
}
