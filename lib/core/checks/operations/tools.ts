/** Tools that run a cluster's operations, told by the groups of their kinds and by their images. */
import type { CustomResourceDefinitionItem } from "../../inventory/platform-items.ts";
import type { Workload } from "../workload/workloads.ts";

const backupGroups: Readonly<Record<string, string>> = {
  "config.kio.kasten.io": "Kasten",
  "stash.appscode.com": "Stash",
  "core.kubestash.com": "KubeStash",
  "k8up.io": "K8up",
  "triliovault.trilio.io": "Trilio",
  "gkebackup.gke.io": "Backup for GKE",
  "volsync.backube": "VolSync",
  "resources.cattle.io": "Rancher's backup operator",
  "longhorn.io": "Longhorn",
};

/** @returns the names of backup tools other than Velero whose kinds are installed, in order. */
export function otherBackupTools(definitions: readonly CustomResourceDefinitionItem[]): readonly string[] {
  const groups = new Set(definitions.map(({ group }) => group));
  return Object.entries(backupGroups).flatMap(([group, name]) => (groups.has(group) ? [name] : []));
}

/** What watches a cluster, by a part of an image's name. Agents of a service count where the service keeps and alerts. */
export const monitors =
  /prometheus(?!-(operator|config|node|adapter|pushgateway))|victoria-?metrics|vmagent|vmsingle|thanos|mimir|cortex|datadog|newrelic|dynatrace|grafana\/(agent|alloy)|cloudwatch-agent|ama-metrics|gke-metrics-agent|splunk-otel|opentelemetry-collector|otel\/|elastic-agent|signoz|netdata/;
export const dashboards =
  /grafana\/grafana|grafana-enterprise|perses|kibana|opensearch-dashboards|datadog|newrelic|dynatrace|netdata/;
export const shippers =
  /fluent-?bit|fluentd|vector|promtail|grafana\/(agent|alloy)|filebeat|logstash|elastic-agent|datadog|newrelic|dynatrace|cloudwatch-agent|aws-for-fluent-bit|opentelemetry-collector|otel\/|splunk|logging-operator|syslog-ng|ama-logs|rsyslog/;

/** @returns whether a workload runs an image that a pattern names. */
export function runs({ spec }: Workload, pattern: RegExp): boolean {
  return spec.containers.some(({ image }) => pattern.test(image));
}
