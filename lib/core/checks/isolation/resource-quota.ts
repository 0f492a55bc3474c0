import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { workloadResources } from "../workload/workloads.ts";
import { usedNamespaces } from "./namespaces.ts";

/** What any of a resource's quotas may be called. */
const limits = {
  cpu: ["cpu", "requests.cpu", "limits.cpu"],
  memory: ["memory", "requests.memory", "limits.memory"],
} as const;

export default defineCheck({
  id: "isolation/resource-quota",
  major: 1,
  since: "0.1",
  title: "Resource quotas of namespaces",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["nsa:C-0009"],
  reads: ["namespaces", "resourcequotas", ...workloadResources],
  facts: ["quota-contents"],
  messages: {
    none: { text: "{object} runs {workloads} workloads and has no ResourceQuota", severity: "low" },
    unlimited: { text: "{object} has a ResourceQuota that does not limit {missing}", severity: "low" },
  },
  docs: {
    why: "Without a quota one namespace may take all of the cluster: a loop that starts pods, a leak, or somebody who mines. Its neighbours then do not start, or are ended. A quota is also the only thing that makes everybody say what they need.",
    fix: "Give the namespace a ResourceQuota with requests and limits of CPU and memory, and counts of objects. A LimitRange gives pods that say nothing the values that the quota asks for.",
    refs: [
      "https://kubernetes.io/docs/concepts/policy/resource-quotas/",
      "https://kubernetes.io/docs/concepts/security/multi-tenancy/#resource-quotas",
    ],
  },
  *evaluate({ list, view, complete }) {
    const quotas = Map.groupBy(list("resourcequotas"), ({ meta }) => meta.namespace ?? "");
    for (const { item, workloads } of view(usedNamespaces)) {
      const { name } = item.meta;
      if (!complete("resourcequotas", name)) continue;
      const at = refTo("namespaces", item);
      const own = quotas.get(name);
      if (own === undefined) {
        yield { at, message: "none", data: { workloads: workloads.length }, locus: "quota" };
        continue;
      }
      if (own.some(({ hard }) => hard === undefined)) continue;
      const hard = new Set(own.flatMap((quota) => quota.hard ?? []));
      const missing = Object.entries(limits).flatMap(([kind, names]) => (names.some((one) => hard.has(one)) ? [] : [kind]));
      if (missing.length > 0) yield { at, message: "unlimited", data: { missing }, locus: "quota" };
    }
  },
});
