import { outside } from "../../inventory/gap.ts";
import { lifecycleOf, splitApiVersion } from "../../upgrade/lifecycle.ts";
import { formatMinor } from "../../upgrade/minor.ts";
import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";
import { settingsOf } from "./settings.ts";

export default defineTargetCheck({
  id: "upgrade/kubeadm-configuration",
  title: "Version of kubeadm's configuration",
  reads: ["configmaps"],
  facts: ["component-settings"],
  messages: {
    gone: {
      text: "{object} is written as {apiVersion}, which kubeadm from {removed} on does not read",
      impact: "blocker",
    },
  },
  docs: {
    why: "An upgrade by kubeadm begins with its configuration in this ConfigMap. A version that it no longer knows ends the upgrade before it begins, and only an older kubeadm can convert it.",
    fix: "Run kubeadm config migrate with a kubeadm that still reads the old version, and put the result back, before kubeadm itself is upgraded.",
    refs: ["https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-config/#cmd-config-migrate"],
  },
  applies: ({ list }) =>
    settingsOf(list("configmaps"), "kubeadm-config").length === 0 ? "The cluster has no configuration of kubeadm." : undefined,
  unseen: ({ list }) =>
    settingsOf(list("configmaps"), "kubeadm-config").some(({ settings }) => settings === undefined)
      ? [outside("configmaps", "the ConfigMap kube-system/kubeadm-config cannot be read as YAML")]
      : [],
  *judge({ list, target }) {
    for (const configMap of settingsOf(list("configmaps"), "kubeadm-config")) {
      const apiVersion = configMap.settings?.apiVersion ?? "";
      const { group, version } = splitApiVersion(apiVersion);
      const removed = lifecycleOf(group, version, "ClusterConfiguration")?.removed;
      if (removed === undefined || removed > target) continue;
      const at = refTo("configmaps", configMap, "data.ClusterConfiguration");
      yield { at, message: "gone", data: { apiVersion, removed: formatMinor(removed) } };
    }
  },
});
