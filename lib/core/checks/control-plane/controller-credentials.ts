import { defineCheck } from "../define.ts";
import { isOn, reportFlags, unseenOf } from "./components.ts";

export default defineCheck({
  id: "control-plane/controller-credentials",
  major: 1,
  since: "0.1",
  title: "Credentials of the controllers",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.3.3", "cis:1.3.4", "cis:1.3.5", "checklist:controller-credentials", "kubescape:C-0146"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    shared: {
      text: "{object} runs every controller with its one credential: --use-service-account-credentials is not true",
      severity: "medium",
    },
    noKey: {
      text: "{object} signs no tokens of service accounts with a key of its own: --service-account-private-key-file is not set",
      severity: "low",
    },
    noRoot: { text: "{object} gives pods no authority to check the API server by: --root-ca-file is not set", severity: "low" },
  },

  docs: {
    why: "With one credential for all, each controller may do what any of them may, and the audit log cannot tell them apart. Without a root certificate pods cannot know that they talk to the API server.",
    fix: "Start the controller manager with --use-service-account-credentials=true, --service-account-private-key-file and --root-ca-file, as kubeadm does.",
    refs: ["https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/"],
  },
  unseen: unseenOf("kube-controller-manager"),
  evaluate: (context) =>
    reportFlags(context, "kube-controller-manager", function* (flags) {
      const shared = "use-service-account-credentials";
      if (!isOn(flags, shared, false)) yield { flag: shared, message: "shared" };
      const key = "service-account-private-key-file";
      if (flags[key] === undefined) yield { flag: key, message: "noKey" };
      if (flags["root-ca-file"] === undefined) yield { flag: "root-ca-file", message: "noRoot" };
    }),
});
