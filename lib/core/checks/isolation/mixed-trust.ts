import type { PodSpecItem } from "../../inventory/items.ts";
import { namespacePolicy } from "../../pod-security/namespace-policy.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { nodesOf, type Placement, placements } from "../workload/placements.ts";
import { workloadResources } from "../workload/workloads.ts";
import { systemNamespaces } from "./namespaces.ts";

/** Whether a pod of it may do as it likes with its node. */
function ownsNode({ hostPID, containers, volumes = [] }: PodSpecItem): boolean {
  return (
    hostPID === true ||
    containers.some(({ securityContext }) => securityContext?.privileged) ||
    volumes.some(({ hostPath }) => hostPath === "/" || hostPath === "/etc" || hostPath === "/var/lib/kubelet")
  );
}

interface Company {
  readonly owners: string[];
  readonly kept: string[];
}

export default defineCheck({
  id: "isolation/mixed-trust",
  major: 1,
  since: "0.1",
  title: "Workloads of different trust on one node",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:tiers"],
  reads: ["namespaces", "nodes", ...workloadResources],
  crossesNamespaces: true,
  messages: {
    mixed: {
      text: "{object} runs {owners}, which may take the node over, beside workloads of namespaces that enforce restricted, such as {kept}",
      severity: "low",
    },
  },
  docs: {
    why: "A namespace that enforces restricted asks its team to live without privileges, and promises that nobody else is nearer to their data. A privileged pod of another team on the same node reads their memory, their Secrets and their tokens all the same. Kubernetes' own namespaces are not looked at.",
    fix: "Give privileged workloads nodes of their own by taints and nodeSelector, or the strict namespaces theirs (the annotation of PodNodeSelector, a scheduler policy, or node pools for teams).",
    refs: ["https://kubernetes.io/docs/concepts/security/multi-tenancy/#node-isolation"],
  },
  *evaluate({ list, view }) {
    const strict = new Set(
      list("namespaces")
        .filter(({ meta }) => namespacePolicy(meta.labels).enforce.level === "restricted")
        .map(({ meta }) => meta.name),
    );
    const company = new Map<string, Company>();
    for (const placement of strict.size === 0 ? [] : view(placements)) place(placement, strict, company);
    for (const node of list("nodes")) {
      const { owners = [], kept = [] } = company.get(node.meta.name) ?? {};
      if (owners.length === 0 || kept.length === 0) continue;
      const data = { owners: owners.toSorted().slice(0, 10), kept: kept.toSorted()[0] };
      yield { at: refTo("nodes", node), message: "mixed", data, locus: "trust" };
    }
  },
});

function place(placement: Placement, strict: ReadonlySet<string>, company: Map<string, Company>): void {
  const { namespace, spec, item } = placement.workload;
  const owns = !systemNamespaces.has(namespace) && ownsNode(spec);
  if (!owns && !strict.has(namespace)) return;
  for (const node of nodesOf(placement)) {
    const found = company.get(node) ?? { owners: [], kept: [] };
    company.set(node, found);
    (owns ? found.owners : found.kept).push(`${namespace}/${item.meta.name}`);
  }
}
