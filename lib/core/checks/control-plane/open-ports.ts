import { defineCheck } from "../define.ts";
import { type FlagFault, type Flags, reportFlags, unseenOf } from "./components.ts";

const others = ["kube-controller-manager", "kube-scheduler"] as const;
const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"]);

function* insecure(flags: Flags): Iterable<FlagFault<"insecure">> {
  const port = flags["insecure-port"];
  if (port !== undefined && port !== "0") yield { flag: "insecure-port", message: "insecure", data: { port } };
  else if (port === undefined && flags["insecure-bind-address"] !== undefined)
    yield { flag: "insecure-bind-address", message: "insecure", data: { port: "8080" } };
}

function* bound(flags: Flags): Iterable<FlagFault<"plain" | "everywhere">> {
  const { port, "bind-address": address } = flags;
  if (port !== undefined && port !== "0") yield { flag: "port", message: "plain", data: { port } };
  if (!loopback.has(address ?? "")) yield { flag: "bind-address", message: "everywhere" };
}

export default defineCheck({
  id: "control-plane/open-ports",
  major: 1,
  since: "0.1",
  title: "Ports of the control plane",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.3.7", "cis:1.4.2", "checklist:not-public"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    insecure: {
      text: "{object} answers everybody as an administrator on port {port}, without TLS and without signing in",
      severity: "critical",
    },
    plain: { text: "{object} serves port {port} without TLS and without signing in", severity: "high" },
    everywhere: { text: "{object} listens on every address of its node: --bind-address is not 127.0.0.1", severity: "low" },
  },

  docs: {
    why: "The old insecure port skips authentication, authorization and admission: whoever reaches it owns the cluster. The controller manager and the scheduler need no caller from elsewhere, and what nobody can reach nobody can attack.",
    fix: "Set --insecure-port=0 on old API servers, and upgrade. Set --bind-address=127.0.0.1 on controller manager and scheduler, unless something scrapes their metrics, and then let a firewall admit that alone.",
    refs: [
      "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
      "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/",
    ],
  },
  unseen: unseenOf("kube-apiserver", ...others),
  *evaluate(context) {
    yield* reportFlags(context, "kube-apiserver", insecure);
    for (const component of others) yield* reportFlags(context, component, bound);
  },
});
