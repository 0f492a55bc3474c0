import { outside } from "../../inventory/gap.ts";
import type { ConfigMapItem } from "../../inventory/items.ts";
import { defineCheck, type Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { settingsOf } from "../upgrade/settings.ts";

type Message = "anonymous" | "alwaysAllow" | "readOnlyPort" | "noRotation" | "oldVersion";

export default defineCheck({
  id: "control-plane/kubelet-settings",
  major: 1,
  since: "0.1",
  title: "Sign-in and ports of kubelets",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:4.2.1", "cis:4.2.2", "cis:4.2.4", "cis:4.2.10", "nsa:C-0069", "nsa:C-0070", "checklist:not-public"],
  reads: ["configmaps"],
  facts: ["component-safety-settings"],
  messages: {
    anonymous: { text: "{object} lets kubelets answer requests without a credential", severity: "critical" },
    alwaysAllow: { text: "{object} lets kubelets allow whatever anybody asks", severity: "critical" },
    readOnlyPort: {
      text: "{object} opens the kubelets' port {port}, which shows pods and their settings to everybody",
      severity: "high",
    },
    noRotation: { text: "{object} does not let kubelets renew their certificates", severity: "low" },
    oldVersion: { text: "{object} lets kubelets take TLS from version {version} on", severity: "medium" },
  },
  docs: {
    why: "A kubelet runs commands in every pod of its node. Whoever it lets in without asking needs neither the API server nor a right, and nothing of it stands in the audit log. This is what kubeadm gives to every node; a node's own file may say otherwise.",
    fix: "Set authentication.anonymous.enabled: false, authorization.mode: Webhook, readOnlyPort: 0 and rotateCertificates: true in the ConfigMap, and upgrade the nodes' files with kubeadm upgrade node.",
    refs: [
      "https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/",
      "https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/",
    ],
  },
  unseen({ list, complete }) {
    const seen = settingsOf(list("configmaps"), "kubelet-config").some(({ settings }) => settings !== undefined);
    if (seen || !complete("configmaps", "kube-system")) return [];
    return [outside("configmaps", "no ConfigMap of kubeadm holds the kubelets' settings: they stand in a file of each node")];
  },
  *evaluate({ list }) {
    for (const map of settingsOf(list("configmaps"), "kubelet-config")) yield* judge(map);
  },
});

function* judge(map: ConfigMapItem): Iterable<Report<Message>> {
  const values = map.settings?.values;
  if (values === undefined) return;
  const at = refTo("configmaps", map, "data.kubelet");
  const { readOnlyPort: port, tlsMinVersion: version } = values;
  if (values["authentication.anonymous.enabled"] === "true") yield { at, message: "anonymous", locus: "anonymous" };
  if (values["authorization.mode"] === "AlwaysAllow") yield { at, message: "alwaysAllow", locus: "authorization" };
  if (port !== undefined && port !== "0") yield { at, message: "readOnlyPort", data: { port }, locus: "readOnlyPort" };
  if (values.rotateCertificates === "false") yield { at, message: "noRotation", locus: "rotateCertificates" };
  if (version !== undefined && /1[01]$/.test(version))
    yield { at, message: "oldVersion", data: { version }, locus: "tlsMinVersion" };
}
