/** Workloads that no policy isolates in a direction, namespace by namespace: what two checks share. */
import type { Direction } from "../../network-policy/evaluate.ts";
import type { PolicyResource } from "../../network-policy/world.ts";
import type { CheckContext, Report } from "../define.ts";
import { networkView, ownNamespaces, reportNamespace } from "./network.ts";

/** @returns for each namespace with such workloads one finding. Pods on the host network are under no policy, and not counted. */
export function* reportOpen<M extends string>(
  context: CheckContext<PolicyResource>,
  direction: Direction,
  messages: { readonly all: M; readonly some: M },
): Iterable<Report<M>> {
  const judged = context.view(networkView).isolation.filter((one) => one[direction] !== "host");
  for (const [namespace, workloads] of Map.groupBy(judged, ({ workload }) => workload.namespace)) {
    if (ownNamespaces.has(namespace)) continue;
    const faulty = workloads.filter((one) => one[direction] === "open").map(({ workload }) => workload.name);
    if (faulty.length === 0) continue;
    const message = faulty.length === workloads.length ? messages.all : messages.some;
    yield reportNamespace(context, message, { namespace, faulty, all: workloads.length });
  }
}
