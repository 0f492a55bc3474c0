import type { Gap } from "../../inventory/gap.ts";
import { type HostProbe, hostPorts, type PortAnswer, untriedPorts } from "../../inventory/host-ports.ts";
import { defineCheck } from "../define.ts";

const notAsked: Gap = {
  resource: untriedPorts,
  reason: "notCollected",
  detail: "nobody tried what else listens there: the look at ports of the API server's host is off for this cluster",
};
const messages: Readonly<Partial<Record<PortAnswer, "open" | "listens" | "guarded">>> = {
  open: "open",
  listens: "listens",
  guarded: "guarded",
};

function gapOf(port: number, answer: PortAnswer | undefined): Gap | undefined {
  const gap = (reason: Gap["reason"], detail: string): Gap => ({ resource: `port ${port}`, reason, detail });
  if (answer === undefined) return gap("notCollected", "nobody tried it");
  if (answer === "filtered") return gap("timeout", "nothing came back in time, which is not proof that it is closed");
  if (answer === "unreachable") return gap("outside", "no way leads there from where Drydock runs");
  if (answer === "refused") return gap("notCollected", "what Drydock may dial does not include it");
  return undefined;
}

function untried({ ports, addresses }: Extract<HostProbe, { state: "asked" }>): readonly Gap[] {
  const gaps = hostPorts.flatMap(({ port }) => gapOf(port, ports.find((one) => one.port === port)?.answer) ?? []);
  if (addresses === undefined) return gaps;
  return [
    ...gaps,
    { resource: untriedPorts, reason: "truncated", detail: `the name has ${addresses} addresses; the first were tried` },
  ];
}

export default defineCheck({
  id: "control-plane/listening-ports",
  major: 1,
  since: "0.1",
  title: "What else listens at the API server's address",
  pillar: "platform",
  layer: "cluster",
  seenBy: "probe",
  responsible: "platform",
  answers: ["nsa:C-0069"],
  reads: [],
  besides: ["hostPorts"],
  messages: {
    open: {
      text: "Port {port} ({service}) at the address of {object} answers whoever shows no credential, and Drydock reaches it",
      severity: "critical",
    },
    listens: {
      text: "Something takes connections on port {port} ({service}) at the address of {object}, as far as Drydock reaches it; what it asks for is not known",
      severity: "medium",
    },
    guarded: {
      text: "Port {port} ({service}) at the address of {object} can be reached from where Drydock runs; it asks for a credential",
      severity: "medium",
    },
  },
  docs: {
    why: "The database etcd holds every Secret, and a kubelet runs what it is told to. Clients of the API need neither: a port of theirs that is reached from where Drydock runs is reached by whoever is there, too, and one fault in it or one lost certificate is enough. Where it is switched on for a cluster, each scan tries 2379, 10250, 10255, 10257 and 10259 at the registered address alone, one connection after the other, with one request for a public path and no credential; the words open, guarded or closed are kept and nothing of the answers. It says what the machine that Drydock's worker runs on reaches, and not what others do. A load balancer in front of the API server answers for itself, and not for the hosts behind it.",
    fix: "Let a firewall or a security group admit these ports from nodes of the control plane and from the API server alone. Switch the kubelet's read-only port off with readOnlyPort: 0, set authentication.anonymous.enabled: false, let etcd ask for client certificates, and set --bind-address=127.0.0.1 on controller manager and scheduler.",
    refs: [
      "https://kubernetes.io/docs/reference/networking/ports-and-protocols/",
      "https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/",
      "https://etcd.io/docs/latest/op-guide/security/",
    ],
  },
  unseen({ hostPorts: probe }) {
    if (probe === undefined) return [notAsked];
    return probe.state === "unread" ? [probe.gap] : untried(probe);
  },
  basis: () => "It rests on what the machine that Drydock runs on reaches at the registered address.",
  *evaluate({ hostPorts: probe }) {
    if (probe?.state !== "asked") return;
    for (const { port, answer } of probe.ports) {
      const message = messages[answer];
      const service = hostPorts.find((one) => one.port === port)?.service;
      if (message === undefined || service === undefined) continue;
      const at = { resource: "version", kind: "Cluster", name: "kubernetes" } as const;
      yield { at, message, data: { port: String(port), service }, locus: String(port) };
    }
  },
});
