/** Where a cluster stands and what stands between it and each coming minor: what the pages, the API and the run book rest on. */
import { type Provider, providerOf } from "../../clusters/provider.ts";
import { gapsOf } from "../../inventory/build.ts";
import type { Gap } from "../../inventory/gap.ts";
import type { Inventory, Look } from "../../inventory/inventory.ts";
import { catalogueReach } from "../lifecycle.ts";
import { formatMinor, type Minor, parseMinor, stepsTo } from "../minor.ts";
import { calendarMinors, type Support, type SupportCalendar, type SupportProvider, supporterOf } from "../support.ts";
import { type Step, type StepVerdict, stepVerdicts } from "./judge-step.ts";
import { kubeletVersions, proxyVersions, serverVersions, type VersionShare } from "./versions.ts";
import { type MigrationWindow, migrationWindows } from "./windows.ts";

export interface SupportRow {
  readonly minor: Minor;
  /** By whoever supports the cluster; absent where that is the Kubernetes project itself. */
  readonly provider?: Support;
  readonly upstream: Support;
  /** ISO date by which to have left the minor before for this one: the end of that minor's support. */
  readonly moveBy?: string;
}

export interface UpgradePlan {
  /** Undefined where the version of the API server was not read: then nothing of the way is known. */
  readonly current?: Minor;
  readonly version?: string;
  readonly provider?: Provider;
  readonly supporter: SupportProvider;
  /** The API servers whose static pods were seen. */
  readonly servers: readonly VersionShare[];
  readonly kubelets: readonly VersionShare[];
  readonly proxies: readonly VersionShare[];
  /** Of nodes and pods: why the distributions may lack some. */
  readonly gaps: readonly Gap[];
  /** From the oldest part of the cluster to the newest minor of the calendar, oldest first. */
  readonly support: readonly SupportRow[];
  /** To each coming minor that is judged, in order. */
  readonly steps: readonly Step[];
  readonly windows: readonly MigrationWindow[];
}

export interface PlanSource {
  readonly inventory: Inventory;
  /** ISO date. */
  readonly today: string;
  readonly calendar: SupportCalendar;
  readonly steps: readonly Step[];
}

/**
 * @returns the minors after the current one that are judged, in order: to the end of the catalogue, and the next one in any
 * case, since much of what stops an upgrade is of no minor.
 */
export function comingMinors(current: Minor): readonly Minor[] {
  return Array.from({ length: Math.max(catalogueReach.newest - current, 1) }, (_, index) => current + 1 + index);
}

/** @returns the plan of an inventory. */
export function upgradePlan({ inventory, today, calendar, steps }: PlanSource): UpgradePlan {
  const current = parseMinor(inventory.cluster.minor ?? inventory.cluster.version);
  const provider = providerOf(inventory);
  const supporter = supporterOf(provider?.name);
  const parts = {
    servers: serverVersions(inventory),
    kubelets: kubeletVersions(inventory),
    proxies: proxyVersions(inventory),
  };
  const looks = [inventory.looks.nodes, inventory.looks.pods] as readonly Look[];
  return {
    ...(current !== undefined && { current }),
    ...(inventory.cluster.version !== undefined && { version: inventory.cluster.version }),
    ...(provider && { provider }),
    ...{ supporter, ...parts, gaps: looks.flatMap(gapsOf), steps },
    support:
      current === undefined ? [] : supportRows({ current, parts: Object.values(parts).flat(), supporter, calendar, today }),
    windows: current === undefined ? [] : migrationWindows(inventory, current),
  };
}

interface Rows {
  readonly current: Minor;
  readonly parts: readonly VersionShare[];
  readonly supporter: SupportProvider;
  readonly calendar: SupportCalendar;
  readonly today: string;
}

function supportRows({ current, parts, supporter, calendar, today }: Rows): readonly SupportRow[] {
  const oldest = Math.min(current, ...parts.flatMap(({ minor }) => minor ?? []));
  const newest = Math.max(current, calendarMinors.at(-1) ?? current);
  return Array.from({ length: newest - oldest + 1 }, (_, index) => {
    const minor = oldest + index;
    const before = calendar.supportOf(supporter, minor - 1, today).ends.find(({ end }) => end === "standard");
    return {
      minor,
      upstream: calendar.supportOf("upstream", minor, today),
      ...(supporter !== "upstream" && { provider: calendar.supportOf(supporter, minor, today) }),
      ...(minor > current && before && { moveBy: before.date }),
    };
  });
}

/** The answer about one target: the worst of its steps, or why there is no way. */
export interface TargetVerdict {
  readonly target: Minor;
  readonly verdict: StepVerdict | "invalid" | "same";
  readonly reasons: readonly string[];
  readonly steps: readonly Minor[];
}

/** @returns the verdict about a target: a skip is the list of its steps, a way down is invalid, past the catalogue is unknown. */
export function verdictFor(plan: Pick<UpgradePlan, "current" | "steps">, target: Minor): TargetVerdict {
  const { current } = plan;
  if (current === undefined)
    return {
      target,
      verdict: "unknown",
      reasons: ["The version of the cluster was not read: let the reader get /version."],
      steps: [],
    };
  const path = stepsTo(current, target);
  if (path.kind === "same") return { target, verdict: "same", reasons: [`The cluster runs ${formatMinor(target)}.`], steps: [] };
  if (path.kind === "invalid")
    return {
      ...{ target, verdict: "invalid", steps: [] },
      reasons: [`${formatMinor(target)} is older than ${formatMinor(current)}: a control plane does not go back.`],
    };
  const judged = path.steps.flatMap((minor) => plan.steps.find((step) => step.minor === minor) ?? []);
  const beyond = judged.length < path.steps.length;
  const worst = stepVerdicts.find((verdict) => judged.some((step) => step.verdict === verdict)) ?? "unknown";
  const reasons = judged.flatMap((step) =>
    step.reasons.map((reason) => (path.steps.length > 1 ? `${formatMinor(step.minor)}: ${reason}` : reason)),
  );
  const past = `What ${formatMinor(target)} changes is not known: the catalogue reaches ${formatMinor(catalogueReach.newest)}.`;
  return {
    target,
    verdict: beyond && worst !== "blocked" ? "unknown" : worst,
    reasons: beyond ? [...reasons, past] : reasons,
    steps: path.steps,
  };
}
