/** Metrics that Kubernetes renamed, relabelled or took away: an alert on one of them falls silent with the upgrade. */
import type { Minor } from "./minor.ts";

export interface RenamedMetric {
  /** A name, or the start of one where it ends with `*`. */
  readonly name: string;
  /** The first minor in which an expression of old means something else, or nothing. */
  readonly from: Minor;
  readonly change: string;
}

export const renamedMetrics: readonly RenamedMetric[] = [
  { name: "etcd_request_*", from: 34, change: "has other labels" },
  { name: "apiserver_cache_list_*", from: 34, change: "has other labels" },
  { name: "volume_operation_total_errors", from: 36, change: "is hidden, and called volume_operation_errors_total" },
  { name: "container_cpu_load_average_10s", from: 37, change: "is gone" },
];

const exact = new Map(renamedMetrics.map((metric) => [metric.name, metric]));
const prefixes = renamedMetrics.filter(({ name }) => name.endsWith("*"));

/** @returns what happened to a metric, or undefined where its name stays as it was. */
export function renamedMetricOf(name: string): RenamedMetric | undefined {
  return exact.get(name) ?? prefixes.find((metric) => name.startsWith(metric.name.slice(0, -1)));
}

/** @returns the names of such metrics in an expression of PromQL, each once. Text in quotes may name one that is not meant. */
export function renamedMetricsIn(expression: string): readonly string[] {
  const names = expression.match(/[a-zA-Z_:][a-zA-Z0-9_:]*/g) ?? [];
  return [...new Set(names)].filter((name) => renamedMetricOf(name) !== undefined);
}
