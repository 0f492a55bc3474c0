import { defineCheck } from "../define.ts";
import { isOn, reportFlags, unseenOf } from "./components.ts";

export default defineCheck({
  id: "control-plane/log-endpoint",
  major: 1,
  since: "0.1",
  title: "Logs of the node through the API server",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["checklist:logs-handler"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    on: { text: "{object} serves /logs, the files in /var/log of its node: --enable-logs-handler is not false", severity: "low" },
  },

  docs: {
    why: "Whoever may get /logs reads what lies in /var/log of a control plane node, the audit log and what pods wrote among it. A pod that may write there can put a link to any other file.",
    fix: "Set --enable-logs-handler=false. Nothing of Kubernetes needs it.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/security-checklist/#logs-and-auditing",
      "https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/",
    ],
  },
  unseen: unseenOf("kube-apiserver"),
  evaluate: (context) =>
    reportFlags(context, "kube-apiserver", function* (flags) {
      if (isOn(flags, "enable-logs-handler", true)) yield { flag: "enable-logs-handler", message: "on" };
    }),
});
