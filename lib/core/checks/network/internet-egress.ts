import type { NetworkPolicyItem } from "../../inventory/items.ts";
import type { NetworkRule } from "../../inventory/network-items.ts";
import { networkPolicies } from "../../network-policy/world.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const everything = new Set(["0.0.0.0/0", "::/0"]);

export default defineCheck({
  id: "network/internet-egress",
  major: 1,
  since: "0.1",
  title: "Rules for outgoing traffic to every address",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0030"],
  reads: [networkPolicies],
  facts: ["network-policy-rules"],
  messages: {
    block: { text: "{object} lets its pods out to {cidr} on every port", severity: "medium" },
    ports: { text: "{object} lets its pods out to {cidr}, on some ports", severity: "low" },
    everybody: {
      text: "{object} lets its pods reach everything: a rule for outgoing traffic names neither whom nor a port",
      severity: "medium",
    },
  },
  docs: {
    why: "Data leaves by the door that is left for it. A rule for 0.0.0.0/0 lets a pod that was broken into call any server, and with no exceptions also the metadata API of the cloud and the insides of the network.",
    fix: "Name the networks that the workload needs, on the ports that it needs. Where that is the internet, except 169.254.169.254/32 and the private networks, or go through a proxy that knows names.",
    refs: ["https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource"],
  },
  *evaluate({ list }) {
    for (const policy of list(networkPolicies)) {
      const found = widest(policy);
      if (found === undefined) continue;
      const { path, cidr, message } = found;
      yield { at: refTo(networkPolicies, policy, path), message, data: { cidr }, locus: message };
    }
  },
});

type Found = { readonly path: string; readonly cidr?: string; readonly message: "block" | "ports" | "everybody" };

/** One finding a policy: the rule that lets out most. */
function widest({ policyTypes, egress = [] }: NetworkPolicyItem): Found | undefined {
  if (!policyTypes.includes("Egress")) return undefined;
  const found = egress.flatMap((rule, place) => openRule(rule, place) ?? []);
  const order = ["everybody", "block", "ports"] as const;
  return order.flatMap((message) => found.find((one) => one.message === message) ?? [])[0];
}

function openRule({ peers = [], ports }: NetworkRule, place: number): Found | undefined {
  if (peers.length === 0) return ports === undefined ? { path: `spec.egress[${place}]`, message: "everybody" } : undefined;
  const turn = peers.findIndex(({ ipBlock }) => ipBlock !== undefined && everything.has(ipBlock.cidr));
  const cidr = peers[turn]?.ipBlock?.cidr;
  if (cidr === undefined) return undefined;
  return { path: `spec.egress[${place}].to[${turn}].ipBlock`, cidr, message: ports === undefined ? "block" : "ports" };
}
