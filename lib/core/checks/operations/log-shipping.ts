import { defineCheck } from "../define.ts";
import { workloadResources, workloads } from "../workload/workloads.ts";
import { runs, shippers } from "./tools.ts";

export default defineCheck({
  id: "operations/log-shipping",
  major: 1,
  since: "0.1",
  title: "Shipping of logs",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["nsa:C-0067"],
  reads: workloadResources,
  messages: {
    none: { text: "{object} runs nothing that ships logs and is known here, such as Fluent Bit or Vector", severity: "low" },
  },
  docs: {
    why: "A container's log goes with its pod, and a node's with the node. Whoever took a pod over deletes it, or it is evicted, and nothing tells what happened. A provider may ship logs from outside the cluster, which is not seen: waive this with the reason.",
    fix: "Run a shipper as a DaemonSet that sends logs of pods, nodes and the audit log to a store that the cluster's own credentials cannot delete from.",
    refs: ["https://kubernetes.io/docs/concepts/cluster-administration/logging/#cluster-level-logging-architectures"],
  },
  applies: ({ view }) => (view(workloads).length === 0 ? "Nothing runs in the cluster." : undefined),
  *evaluate({ view, complete }) {
    const all = view(workloads);
    if (all.length === 0 || !workloadResources.every((resource) => complete(resource))) return;
    if (!all.some((workload) => runs(workload, shippers)))
      yield { at: { resource: "pods", kind: "Cluster", name: "kubernetes" }, message: "none", locus: "logs" };
  },
});
