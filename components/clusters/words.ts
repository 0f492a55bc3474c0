import type { Cluster, Fleet } from "#contracts/clusters.ts";
import type { SeverityCounts } from "#contracts/common.ts";
import type { ScanSummary as Scan, ScanSummary } from "#contracts/scans.ts";
import { percent } from "../ui/percent.ts";

/** @returns a count with its noun: `1 cluster`, `12 clusters`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
}

const severities = ["critical", "high", "medium", "low", "information"] as const;

/** @returns what a scan found without what is waived now; undefined where it has no results. */
export function openCounts(scan: Pick<Scan, "counts" | "waived"> | undefined): SeverityCounts | undefined {
  if (scan?.counts === undefined) return undefined;
  const counts = { ...scan.counts };
  for (const severity of severities) counts[severity] -= scan.waived?.[severity] ?? 0;
  return counts;
}

/** @returns the open findings of a scan, whatever their severity; undefined where it has no results. */
export function allFindings(scan: Scan | undefined): number | undefined {
  const counts = openCounts(scan);
  if (counts === undefined) return undefined;
  return counts.critical + counts.high + counts.medium + counts.low + counts.information;
}

/** How a cluster stands: something urgent was found, too little is known of it, or neither. */
type Standing = "urgent" | "unknown" | "calm";

/** @returns how a cluster stands; what was never scanned, or failed to be scanned again, is never calm. */
export function standingOf(cluster: Cluster): Standing {
  const counts = openCounts(cluster.lastScan);
  if (counts !== undefined && counts.critical + counts.high > 0) return "urgent";
  return counts === undefined || cluster.lastFailure !== undefined ? "unknown" : "calm";
}

/** @returns whether a cluster is one of those that the fleet's answer counts: what was looked at, or failed to be. */
export function needsAttention(cluster: Cluster): boolean {
  return (cluster.lastScan ?? cluster.lastFailure) !== undefined && standingOf(cluster) !== "calm";
}

/** @returns how a cluster stands that has no results: `first scan runs`, `upload failed`, `never scanned`. */
export function withoutResults(cluster: Cluster): string {
  if (cluster.activeScan !== undefined) return "first scan runs";
  if (cluster.lastFailure !== undefined) return cluster.lastFailure.trigger === "upload" ? "upload failed" : "first scan failed";
  return cluster.kind === "snapshot" ? "no results yet" : "never scanned";
}

const phaseWords: Record<ScanSummary["phase"], string> = {
  queued: "waiting for a worker",
  connect: "connecting",
  discover: "asking what it serves",
  collect: "collecting",
  assess: "assessing",
  store: "storing",
  done: "done",
};

/** @returns what a running scan does now. */
export function nameOfPhase(phase: ScanSummary["phase"]): string {
  return phaseWords[phase];
}

/** @returns what a cluster runs: `EKS 1.34.0`, or `Kubernetes 1.34.0` where the provider is not known; empty while nothing is. */
export function versionOf(cluster: Cluster): string {
  const version = cluster.version?.replace(/^v/, "");
  return version === undefined ? (cluster.provider ?? "") : `${cluster.provider ?? "Kubernetes"} ${version}`;
}

/** @returns why a cluster stands where it stands, in a sentence; undefined where its numbers say it all. */
export function attentionOf(cluster: Cluster): string | undefined {
  if (cluster.lastFailure?.error !== undefined)
    return `The last ${cluster.lastFailure.trigger === "upload" ? "upload" : "scan"} failed: ${lowerFirst(cluster.lastFailure.error.message)}`;
  if (cluster.lastScan === undefined) {
    if (cluster.activeScan !== undefined) return undefined;
    return cluster.kind === "snapshot"
      ? "Nothing of it was assessed: its upload goes on, or its scan was cancelled"
      : "Never scanned: nothing is known about it";
  }
  const { change, coverage } = cluster.lastScan;
  const parts = [
    change !== undefined && change.new > 0 ? `${change.new} new since the scan before` : "",
    change !== undefined && change.notComparable > 0 ? `${change.notComparable} not comparable` : "",
    coverage !== undefined && coverage.notAssessed > 0 ? `${count(coverage.notAssessed, "check")} not assessed` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? undefined : sentence(parts.join("; "));
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** @returns the fleet's answer in a sentence that never calls fine what was not seen. */
export function fleetSentence(fleet: Fleet): string {
  const { clusters, needAttention, neverScanned, coverage } = fleet.totals;
  if (needAttention > 0 && needAttention === clusters) {
    return clusters === 1 ? "1 cluster needs attention" : `All ${clusters} clusters need attention`;
  }
  if (needAttention > 0)
    return `${needAttention} of ${count(clusters, "cluster")} ${needAttention === 1 ? "needs" : "need"} attention`;
  if (neverScanned === clusters) return `${count(clusters, "cluster")}, not scanned yet`;
  const seen = coverage.notAssessed === 0 && coverage.share === 1 && neverScanned === 0;
  const { waived } = fleet.totals;
  const what = waived.critical + waived.high > 0 ? "No open critical or high finding" : "No critical or high finding";
  return seen ? `${what} in ${count(clusters, "cluster")}` : `${what} in what was seen of ${count(clusters, "cluster")}`;
}

/** @returns what stands under the fleet's answer: how many findings, and what is not known. */
export function fleetDetail(fleet: Fleet): string {
  const { coverage } = fleet.totals;
  const counts = openCounts(fleet.totals) ?? fleet.totals.counts;
  const waived = severities.reduce((sum, severity) => sum + fleet.totals.waived[severity], 0);
  const starting = fleet.clusters.filter(({ lastScan, activeScan }) => lastScan === undefined && activeScan !== undefined).length;
  const failed = fleet.clusters.filter((one) => one.lastScan === undefined && !one.activeScan && one.lastFailure).length;
  const never = fleet.totals.neverScanned - starting - failed;
  const parts = [`${count(counts.critical, "critical finding")} and ${counts.high.toLocaleString("en-GB")} high.`];
  if (waived > 0) parts.push(`${count(waived, "finding")} ${waived === 1 ? "is" : "are"} waived, which is not passed.`);
  if (coverage.notAssessed > 0)
    parts.push(`${count(coverage.notAssessed, "check")} could not be assessed: neither passed nor failed.`);
  if (starting > 0) parts.push(`The first scan of ${count(starting, "cluster")} runs.`);
  if (failed > 0) parts.push(`${count(failed, "cluster")} could not be looked at.`);
  if (never > 0) parts.push(`${count(never, "cluster")} never scanned.`);
  return parts.join(" ");
}

/** @returns how much of what runs in a cluster is verified; a share of what nobody looked at is none. */
export function supplyWords({ all, verified, unknown }: Fleet["supply"][number]): string {
  return unknown === all ? "not looked" : percent(verified / all);
}
