import type { Cluster } from "#contracts/clusters.ts";
import { withoutResults } from "../clusters/words.ts";

/** @returns the cluster in a few words: `EKS 1.34 · 16 nodes`, or `v1.34.0 · 16 nodes` where the provider is not known. */
export function describeCluster(cluster: Cluster): string {
  const version = cluster.version?.replace(/^v/, "");
  const kind =
    version === undefined
      ? (cluster.provider ?? "")
      : cluster.provider === undefined
        ? `v${version}`
        : `${cluster.provider} ${version}`;
  const nodes = cluster.nodes === undefined ? "" : `${cluster.nodes} node${cluster.nodes === 1 ? "" : "s"}`;
  return (
    [kind, nodes].filter((part) => part !== "").join(" · ") ||
    (cluster.lastScan === undefined ? withoutResults(cluster) : "version not seen")
  );
}
