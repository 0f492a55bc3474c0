/** The settings of components that kubeadm keeps in ConfigMaps of kube-system. */
import type { ConfigMapItem } from "../../inventory/items.ts";

/** @returns the ConfigMaps of a component with what was read of them; older clusters have one for each minor of the kubelet. */
export function settingsOf(
  configMaps: readonly ConfigMapItem[],
  name: "kubeadm-config" | "kubelet-config" | "kube-proxy",
): readonly ConfigMapItem[] {
  return configMaps.filter(
    ({ meta }) =>
      meta.namespace === "kube-system" &&
      (meta.name === name || (name === "kubelet-config" && /^kubelet-config-1\.\d+$/.test(meta.name))),
  );
}
