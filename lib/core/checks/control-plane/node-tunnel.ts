import type { Gap } from "../../inventory/gap.ts";
import { outside } from "../../inventory/gap.ts";
import { type CheckContext, defineCheck } from "../define.ts";
import { type FlagFault, type Flags, reportFlags, startedAs, unreadFiles, unseenOf } from "./components.ts";

type Context = CheckContext<"pods">;
type Message = "agents" | "clients" | "admin";

const selector = "egress-selector-config-file";
const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

/** A socket of the node needs no certificate; --server-port=0 opens no other way. */
function isOnSocket(flags: Flags): boolean {
  return Boolean(flags["uds-name"]);
}

function* judge(flags: Flags): Iterable<FlagFault<Message>> {
  if (!flags["cluster-ca-cert"] && !flags["agent-service-account"]) yield { flag: "agent-service-account", message: "agents" };
  if (!isOnSocket(flags) && !flags["server-ca-cert"]) yield { flag: "server-ca-cert", message: "clients" };
  const address = flags["admin-bind-address"];
  if (address !== undefined && !loopback.test(address)) yield { flag: "admin-bind-address", message: "admin", data: { address } };
}

/** Where API server and tunnel meet in a socket, the file that leads there has nothing to hide. */
function unseenTunnel(context: Context): readonly Gap[] {
  const led = startedAs(context, "kube-apiserver").filter(({ flags }) => flags[selector] !== undefined);
  const servers = startedAs(context, "konnectivity-server");
  const elsewhere = led.length > 0 && servers.length === 0;
  const files = servers.length > 0 && servers.every(({ flags }) => isOnSocket(flags));
  return [
    ...unseenOf("kube-apiserver")(context),
    ...(files ? [] : unreadFiles(context, "kube-apiserver", selector, "how it reaches nodes and pods")),
    ...(elsewhere
      ? [
          {
            ...outside("pods", "no static pod of the Konnectivity server that the API server is led to"),
            namespace: "kube-system",
          },
        ]
      : []),
  ];
}

export default defineCheck({
  id: "control-plane/node-tunnel",
  major: 1,
  since: "0.1",
  title: "Tunnel from the API server to the nodes (Konnectivity)",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: [],
  reads: ["pods"],
  facts: ["tunnel-flags"],
  messages: {
    agents: {
      text: "{object} takes whoever calls itself an agent: neither --agent-service-account nor --cluster-ca-cert is set",
      severity: "high",
    },
    clients: {
      text: "{object} carries the traffic of whoever reaches its port: --server-ca-cert is not set, and it listens on no socket",
      severity: "high",
    },
    admin: {
      text: "{object} shows its metrics and profiles at {address}: --admin-bind-address is not the node's own",
      severity: "low",
    },
  },
  docs: {
    why: "With Konnectivity the API server reaches kubelets, pods and webhooks through agents that call in from the nodes. Whoever may call in as an agent is given that traffic: commands for pods and what webhooks are told. Whoever may send through the server reaches every node from the control plane's side.",
    fix: "Start the server with --agent-namespace, --agent-service-account, --authentication-audience and --kubeconfig, or with --cluster-ca-cert, and let it meet the API server in a socket (--uds-name, --server-port=0) or ask for a certificate (--server-ca-cert).",
    refs: [
      "https://kubernetes.io/docs/tasks/extend-kubernetes/setup-konnectivity/",
      "https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/#konnectivity-service",
      "https://github.com/kubernetes-sigs/apiserver-network-proxy",
    ],
  },
  unseen: unseenTunnel,
  applies(context) {
    const led = startedAs(context, "kube-apiserver").some(({ flags }) => flags[selector] !== undefined);
    if (led || startedAs(context, "konnectivity-server").length > 0) return undefined;
    return "The API server reaches nodes without a tunnel: --egress-selector-config-file is not set.";
  },
  evaluate: (context) => reportFlags(context, "konnectivity-server", judge),
});
