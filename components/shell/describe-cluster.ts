import type { Cluster } from "#contracts/clusters.ts";

/** @returns the cluster in a few words: `EKS 1.34 · 16 nodes`. */
export function describeCluster(cluster: Cluster): string {
  const version = cluster.version?.replace(/^v/, "");
  const kind = version === undefined ? (cluster.provider ?? "") : `${cluster.provider ?? "Kubernetes"} ${version}`;
  const nodes = cluster.nodes === undefined ? "" : `${cluster.nodes} node${cluster.nodes === 1 ? "" : "s"}`;
  return (
    [kind, nodes].filter((part) => part !== "").join(" · ") ||
    (cluster.lastScan === undefined ? "not scanned yet" : "version not seen")
  );
}
