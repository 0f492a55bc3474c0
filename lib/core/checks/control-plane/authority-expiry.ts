import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const day = 86_400_000;
const soon = 90;

export default defineCheck({
  id: "control-plane/authority-expiry",
  major: 1,
  since: "0.1",
  title: "End of the authority for client certificates",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:certificate-life"],
  reads: ["configmaps"],
  facts: ["component-safety-settings"],
  messages: {
    ended: { text: "{object}: an authority for client certificates ended on {date}", severity: "critical" },
    soon: { text: "{object}: an authority for client certificates ends on {date}, in {days} days", severity: "high" },
  },
  docs: {
    why: "When the cluster's authority ends, every certificate that it signed ends with it: kubelets, controllers and administrators are locked out at the same moment, and what would renew them as well.",
    fix: "Rotate the authority by hand while it is good: add the new one beside it, renew what it signed, then take the old one away.",
    refs: ["https://kubernetes.io/docs/tasks/tls/manual-rotation-of-ca-certificates/"],
  },
  unseen({ list, complete }) {
    const map = list("configmaps").find(isPublished);
    if (map?.settings?.values.clientsEnd !== undefined || !complete("configmaps", "kube-system")) return [];
    const detail = "the API server publishes no authority for client certificates";
    return [{ resource: "configmaps", reason: "outside", namespace: "kube-system", detail }];
  },
  *evaluate({ list, now }) {
    for (const map of list("configmaps")) {
      const end = isPublished(map) ? map.settings?.values.clientsEnd : undefined;
      if (end === undefined) continue;
      const days = Math.floor((Date.parse(end) - now.getTime()) / day);
      const data = { date: end.slice(0, 10), days };
      if (days >= soon) continue;
      yield { at: refTo("configmaps", map, "data.client-ca-file"), message: days < 0 ? "ended" : "soon", data, locus: "end" };
    }
  },
});

function isPublished({ meta }: { readonly meta: { readonly namespace?: string; readonly name: string } }): boolean {
  return meta.namespace === "kube-system" && meta.name === "extension-apiserver-authentication";
}
