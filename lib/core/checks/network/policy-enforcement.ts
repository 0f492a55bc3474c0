import { outside } from "../../inventory/gap.ts";
import { networkPolicies, policyResources } from "../../network-policy/world.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { networkView } from "./network.ts";

export default defineCheck({
  id: "network/policy-enforcement",
  major: 1,
  since: "0.1",
  title: "Enforcement of NetworkPolicies by the network plugin",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.3.1", "checklist:cni-policies"],
  reads: policyResources,
  crossesNamespaces: true,
  messages: {
    ignored: {
      text: "{object} is {plugin}, which does not enforce NetworkPolicies: the {count} that are there isolate nothing",
      severity: "high",
    },
    impossible: {
      text: "{object} is {plugin}, which does not enforce NetworkPolicies: no pod can be isolated",
      severity: "medium",
    },
  },
  docs: {
    why: "The API server takes a NetworkPolicy whatever the network plugin does with it. Where the plugin ignores them, everything that policies say is on paper only, and nobody is told.",
    fix: "Install a plugin that enforces them, such as Calico, Cilium or Antrea, or turn the cloud's own on: the policy agent of the AWS VPC CNI, Dataplane V2 of GKE. Then try one: a denied connection must fail.",
    refs: [
      "https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites",
      "https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/",
    ],
  },
  unseen: ({ view }) => {
    const { enforcement, doubt } = view(networkView).plugin;
    return enforcement === "unknown" ? [outside("daemonsets.apps", doubt ?? "the network plugin is not known")] : [];
  },
  *evaluate({ list, view }) {
    const { name, enforcement, workload } = view(networkView).plugin;
    if (enforcement !== "not" || workload === undefined) return;
    const count = list(networkPolicies).length;
    const message = count > 0 ? "ignored" : "impossible";
    yield { at: refTo(workload.resource, workload.item), message, data: { plugin: name, count }, locus: "plugin" };
  },
});
