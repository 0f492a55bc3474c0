import { reachOf, targetAddresses } from "../../network-policy/targets.ts";
import { policyResources } from "../../network-policy/world.ts";
import { isOutsideOfClouds } from "../../nodes/clouds.ts";
import { type CheckContext, defineCheck } from "../define.ts";
import { networkView, policyFacts, reportNamespace, unseenPolicies } from "./network.ts";

const reads = [...policyResources, "nodes"] as const;

function outsideOfClouds({ list }: CheckContext<(typeof reads)[number]>): string | undefined {
  return isOutsideOfClouds(list("nodes")) ? "No cloud runs these nodes, so that there is no metadata API." : undefined;
}

/** Neither the nodes nor the API server matter for it. */
const places = targetAddresses(undefined, undefined);

export default defineCheck({
  id: "network/metadata-access",
  major: 1,
  since: "0.1",
  title: "The metadata API of the cloud, from pods",
  pillar: "platform",
  layer: "cloud",
  seenBy: "api",
  responsible: "platform",
  answers: ["kubescape:C-0052", "checklist:metadata"],
  reads,
  facts: policyFacts,
  crossesNamespaces: true,
  messages: {
    open: {
      text: "{count} of {all} workloads in {object} may reach the metadata addresses 169.254.169.254 or fd00:ec2::254: {workloads}",
      severity: "medium",
    },
    hostNetwork: {
      text: "{count} of {all} workloads in {object} are on the host network and reach the metadata addresses whatever the policies say: {workloads}",
      severity: "low",
    },
  },
  docs: {
    why: "Clouds answer their machines under these addresses, often with credentials of the node's own role. A pod that reaches them acts as the node: it reads images, disks and secrets that were never meant for it.",
    fix: "Isolate pods for outgoing traffic, and leave 169.254.169.254/32 and fd00:ec2::254/128 out of every rule. Ask the cloud for its own guard too: a hop limit of 1 with IMDSv2, or a metadata server for workloads. Pods on the host network need the cloud's guard.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/security-checklist/#network-security",
      "https://kubernetes.io/docs/tasks/administer-cluster/securing-a-cluster/#restricting-cloud-metadata-api-access",
    ],
  },
  unseen: (context) => {
    const { evaluation } = context.view(networkView);
    const doubtful = evaluation.world.groups.filter(
      (group) => !group.hostNetwork && reachOf(evaluation, group, "metadata", places) === "unknown",
    );
    return unseenPolicies(
      context,
      doubtful.map((group) => ({ group, direction: "egress" })),
    );
  },
  applies: outsideOfClouds,
  *evaluate(context) {
    if (context.complete("nodes") && outsideOfClouds(context) !== undefined) return;
    const { evaluation, isolation } = context.view(networkView);
    for (const [namespace, workloads] of Map.groupBy(isolation, ({ workload }) => workload.namespace)) {
      const onHost = workloads.filter(({ groups }) => groups.every(({ hostNetwork }) => hostNetwork));
      const open = workloads.filter(({ groups }) =>
        groups.some((group) => !group.hostNetwork && reachOf(evaluation, group, "metadata", places) === "all"),
      );
      const report = (message: "open" | "hostNetwork", found: typeof workloads) =>
        reportNamespace(context, message, {
          namespace,
          faulty: found.map(({ workload }) => workload.name),
          all: workloads.length,
        });
      if (open.length > 0) yield report("open", open);
      if (onHost.length > 0 && namespace !== "kube-system") yield report("hostNetwork", onHost);
    }
  },
});
