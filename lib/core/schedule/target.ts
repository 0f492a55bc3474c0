/** Which clusters a schedule is for: all, some by name, or those that carry labels when it runs. */
import { carries, formatLabels, type Labels } from "../clusters/labels.ts";

export type ScheduleTarget =
  | { readonly clusters: "all" }
  | { readonly clusters: readonly string[] }
  | { readonly labels: Labels };

interface TargetedCluster {
  readonly id: string;
  readonly labels: Labels;
}

/** @returns whether a cluster is meant. One that has no connection is never scanned, whatever names it. */
export function isTargeted(target: ScheduleTarget, { id, labels }: TargetedCluster): boolean {
  if ("labels" in target) return carries(labels, target.labels);
  return target.clusters === "all" || target.clusters.includes(id);
}

/** @returns the target as the audit log has it: `all`, labels, or ids. */
export function formatTarget(target: ScheduleTarget): string {
  if ("labels" in target) return `labels ${formatLabels(target.labels)}`;
  return target.clusters === "all" ? "all" : [...target.clusters].sort().join(", ");
}
