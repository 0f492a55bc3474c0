/** Namespaces in which teams run something: not Kubernetes' own. */
import type { NamespaceItem } from "../../inventory/items.ts";
import { defineView } from "../define.ts";
import { type Workload, workloadResources, workloads } from "../workload/workloads.ts";

/** What Kubernetes keeps its own things in. */
export const systemNamespaces: ReadonlySet<string> = new Set(["kube-system", "kube-public", "kube-node-lease"]);

export interface UsedNamespace {
  readonly item: NamespaceItem;
  readonly workloads: readonly Workload[];
}

export const usedNamespaces = defineView({
  name: "namespaces in which something runs",
  reads: ["namespaces", ...workloadResources],
  build(sight): readonly UsedNamespace[] {
    const byNamespace = Map.groupBy(sight.view(workloads), ({ namespace }) => namespace);
    return sight.list("namespaces").flatMap((item) => {
      const found = byNamespace.get(item.meta.name) ?? [];
      return found.length === 0 || systemNamespaces.has(item.meta.name) ? [] : [{ item, workloads: found }];
    });
  },
});
