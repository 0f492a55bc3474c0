import { defineCheck } from "../define.ts";
import { type FlagFault, type Flags, partsOf, reportFlags, unreadFiles, unseenOf } from "./components.ts";

type Message = "alwaysAllow" | "byDefault" | "abac" | "noRbac" | "noNode";

const unseenApiServer = unseenOf("kube-apiserver");

function* judge(flags: Flags): Iterable<FlagFault<Message>> {
  const flag = "authorization-mode";
  if (flags[flag] === undefined) {
    if (flags["authorization-config"] === undefined) yield { flag, message: "byDefault" };
    return;
  }
  const modes = partsOf(flags[flag]);
  if (modes.includes("AlwaysAllow")) yield { flag, message: "alwaysAllow", data: { modes } };
  if (modes.includes("ABAC")) yield { flag, message: "abac", data: { modes } };
  if (!modes.includes("RBAC") && !modes.includes("AlwaysAllow")) yield { flag, message: "noRbac", data: { modes } };
  if (!modes.includes("Node")) yield { flag, message: "noNode", data: { modes } };
}

export default defineCheck({
  id: "control-plane/authorization-mode",
  major: 1,
  since: "0.1",
  title: "Authorization modes of the API server",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.2.6", "cis:1.2.7", "cis:1.2.8", "kubescape:C-0118"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    alwaysAllow: {
      text: "{object} allows every request of everybody who signs in: its authorization mode is {modes}",
      severity: "critical",
    },
    byDefault: {
      text: "{object} allows every request of everybody who signs in: it sets no --authorization-mode",
      severity: "critical",
    },
    abac: {
      text: "{object} decides by a file of ABAC rules, which nothing of the API shows: its authorization mode is {modes}",
      severity: "high",
    },
    noRbac: { text: "{object} does not decide by RBAC: its authorization mode is {modes}", severity: "high" },
    noNode: {
      text: "{object} does not hold kubelets to what their own node needs: Node is not among {modes}",
      severity: "medium",
    },
  },

  docs: {
    why: "The modes decide who may do what. Any mode that allows is enough, so AlwaysAllow beside RBAC makes RBAC mean nothing, and what ABAC allows is not in any role or binding that you or Drydock can read.",
    fix: "Start the API server with --authorization-mode=Node,RBAC. Move the rules of ABAC into roles and bindings first.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/authorization/"],
  },
  unseen: (context) => [
    ...unseenApiServer(context),
    ...unreadFiles(context, "kube-apiserver", "authorization-config", "how to authorize"),
  ],
  evaluate: (context) => reportFlags(context, "kube-apiserver", judge),
});
