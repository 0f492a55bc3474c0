import type { Cluster } from "#contracts/clusters.ts";
import { Hatch } from "../ui/hatch.tsx";
import { ObjectName } from "../ui/object-name.tsx";
import { Facts, Panel } from "../ui/panel.tsx";
import { Time } from "../ui/time.tsx";
import { LabelTags } from "./labels.tsx";

const kinds: Record<Cluster["kind"], string> = {
  live: "registered with a credential",
  inCluster: "the cluster that Drydock runs in",
  snapshot: "uploaded as a snapshot",
  sample: "a sample that ships with Drydock",
};

/** What is known about a cluster beyond its findings. */
export function ClusterFacts({ cluster }: { cluster: Cluster }) {
  const unknown =
    cluster.lastScan === undefined ? (
      <span className="text-ink-3">not known yet</span>
    ) : (
      <span className="inline-flex items-center gap-1.5 text-ink-2">
        <Hatch className="size-2.5" />
        not seen
      </span>
    );
  return (
    <Panel title="Facts">
      <Facts
        className="px-4 py-3"
        items={[
          { name: "Kind", value: kinds[cluster.kind] },
          { name: "Kubernetes", value: cluster.version === undefined ? unknown : <code>{cluster.version}</code> },
          { name: "Provider", value: cluster.provider ?? <span className="text-ink-3">not recognised</span> },
          { name: "Nodes", value: cluster.nodes?.toLocaleString("en-GB") ?? unknown },
          { name: "Namespaces", value: cluster.namespaces?.toLocaleString("en-GB") ?? unknown },
          { name: "Pods", value: cluster.pods?.toLocaleString("en-GB") ?? unknown },
          { name: "Secrets", value: cluster.includeSecretNames ? "names are listed, values never kept" : "not looked at" },
          {
            name: "Helm releases",
            value: cluster.includeHelmReleases ? "which objects they bring is read, values never kept" : "not looked at",
          },
          ...(cluster.kind === "live"
            ? [
                {
                  name: "What else listens",
                  value: cluster.probeHostPorts ? "five ports of the API server's address are tried" : "not looked at",
                },
              ]
            : []),
          {
            name: "Labels",
            value: Object.keys(cluster.labels).length === 0 ? "–" : <LabelTags labels={cluster.labels} />,
          },
          { name: "Registered", value: <Time at={cluster.createdAt} /> },
          { name: "Id", value: <ObjectName name={cluster.id} copy /> },
        ]}
      />
    </Panel>
  );
}
