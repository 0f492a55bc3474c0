import { outside } from "../../inventory/gap.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";
import { settingsOf } from "./settings.ts";

export default defineTargetCheck({
  id: "upgrade/proxy-mode",
  title: "Mode of kube-proxy",
  reads: ["configmaps"],
  facts: ["component-settings"],
  from: 35,
  messages: {
    ipvs: { text: "{object} sets the mode ipvs, which is deprecated from Kubernetes 1.35 on", impact: "warning" },
    unset: {
      text: "{object} sets no mode: the default, iptables today, moves to nftables in a minor to come",
      impact: "info",
    },
  },
  docs: {
    why: "The ipvs mode of kube-proxy is deprecated from 1.35 on, and nobody mends it. A cluster that sets no mode gets what is the default of the minor, and that moves to nftables.",
    fix: "Try nftables on some nodes, and set mode: nftables. Whoever wants to stay with iptables for now sets mode: iptables.",
    refs: ["https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-modes"],
  },
  unseen: ({ list }) =>
    settingsOf(list("configmaps"), "kube-proxy").some(({ settings }) => settings)
      ? []
      : [outside("configmaps", "no ConfigMap kube-system/kube-proxy that can be read: another way to set it up is not visible")],
  *judge({ list, target }) {
    for (const configMap of settingsOf(list("configmaps"), "kube-proxy")) {
      const mode = configMap.settings?.values.mode;
      const at = refTo("configmaps", configMap, "data[config.conf]");
      if (mode === "ipvs") yield { at, message: "ipvs" };
      else if (configMap.settings && !mode && target >= 37) yield { at, message: "unset" };
    }
  },
});
