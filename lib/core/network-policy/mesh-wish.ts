/** Whether a pod is to have the proxy of a mesh, by what its namespace and itself ask the injectors for. */
import type { NamespaceItem, PodItem } from "../inventory/items.ts";

/** Namespaces that Istio's injector leaves out, whatever they ask for. */
const withoutIstio: ReadonlySet<string> = new Set(["kube-system", "kube-public", "kube-node-lease", "local-path-storage"]);

/** @returns whether Linkerd's injector is asked for a proxy: by the pod itself, or else by its namespace. */
export function wantsLinkerd({ meta }: PodItem, namespace: NamespaceItem | undefined): boolean {
  const wish = meta.annotations?.["linkerd.io/inject"] ?? namespace?.meta.annotations?.["linkerd.io/inject"];
  return wish === "enabled" || wish === "ingress";
}

/**
 * @returns whether Istio's injector is asked for a proxy. A namespace that switches it off counts before the pod; a pod's own word
 * counts before a namespace that switches it on.
 */
export function wantsIstio({ meta }: PodItem, namespace: NamespaceItem | undefined): boolean {
  const labels = namespace?.meta.labels ?? {};
  if (withoutIstio.has(meta.namespace ?? "") || labels["istio-injection"] === "disabled") return false;
  const own = meta.labels?.["sidecar.istio.io/inject"] ?? meta.annotations?.["sidecar.istio.io/inject"];
  if (own !== undefined) return own === "true";
  return labels["istio-injection"] === "enabled" || labels["istio.io/rev"] !== undefined;
}
