import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { type Workload, workloadResources } from "../workload/workloads.ts";
import { usedNamespaces } from "./namespaces.ts";

/** Whether a container of the workload leaves its memory without a limit; what has one needs no default. */
function lacksLimit({ spec }: Workload): boolean {
  return spec.containers.some(({ type, limits }) => type !== "ephemeral" && limits?.memory === undefined);
}

export default defineCheck({
  id: "isolation/limit-range",
  major: 1,
  since: "0.1",
  title: "Default limits of namespaces",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["nsa:C-0009"],
  reads: ["limitranges", "namespaces", ...workloadResources],
  facts: ["limit-contents"],
  messages: {
    none: {
      text: "{object} has no LimitRange, and {count} of its workloads set no memory limit, such as {example}",
      severity: "low",
    },
    noDefault: {
      text: "{object} has a LimitRange without a default for memory, and {count} of its workloads set no limit, such as {example}",
      severity: "low",
    },
  },
  docs: {
    why: "A LimitRange gives a container that says nothing a limit when its pod is made. Without one such a container takes what the node has, and its neighbours are ended for it.",
    fix: "Give the namespace a LimitRange with default and defaultRequest for memory and CPU, and let the workloads set their own.",
    refs: ["https://kubernetes.io/docs/concepts/policy/limit-range/"],
  },
  *evaluate({ list, view, complete }) {
    const ranges = Map.groupBy(list("limitranges"), ({ meta }) => meta.namespace ?? "");
    for (const { item, workloads } of view(usedNamespaces)) {
      const lacking = workloads.filter(lacksLimit);
      const own = ranges.get(item.meta.name) ?? [];
      const unread = own.some(({ defaults }) => defaults === undefined) || !complete("limitranges", item.meta.name);
      if (lacking[0] === undefined || unread || own.some(({ defaults }) => defaults?.includes("memory"))) continue;
      const data = { count: lacking.length, example: lacking[0].item.meta.name };
      yield { at: refTo("namespaces", item), message: own.length === 0 ? "none" : "noDefault", data, locus: "limits" };
    }
  },
});
