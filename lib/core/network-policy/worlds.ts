/** Short spellings of what a network is made of, for tests and examples; nothing of the product imports them. */
import type { KubernetesObject } from "../inventory/from-objects.ts";

type Fields = Readonly<Record<string, unknown>>;

export function namespaceOf(name: string, labels: Fields = {}): KubernetesObject {
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels: { "kubernetes.io/metadata.name": name, ...labels } } };
}

/** @param path `namespace/name` */
export function networkPolicy(path: string, spec: Fields): KubernetesObject {
  const [namespace, name] = path.split("/");
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { namespace, name },
    spec: { podSelector: {}, ...spec },
  };
}

/** A policy that chooses everything in its namespace and lets nothing through. */
export function denyAll(namespace: string, types: readonly string[] = ["Ingress", "Egress"]): KubernetesObject {
  return networkPolicy(`${namespace}/default-deny`, { policyTypes: types });
}

/** @param path `namespace/name`; its label `app` is the name. */
export function podOf(path: string, spec: Fields = {}, labels: Fields = {}): KubernetesObject {
  const [namespace, name] = path.split("/");
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace, name, labels: { app: name, ...labels } },
    spec: { containers: [{ name: "web", image: "registry.example/web:1" }], ...spec },
  };
}

export function portsOfContainer(...ports: readonly Fields[]): Fields {
  return { containers: [{ name: "web", image: "registry.example/web:1", ports }] };
}

/** A DaemonSet by which a network plugin is told. */
export function daemonSet(name: string, image = `registry.example/${name}:1`): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind: "DaemonSet",
    metadata: { namespace: "kube-system", name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { hostNetwork: true, containers: [{ name, image }] },
      },
    },
  };
}

/** @param path `namespace/name`; a name alone is that of a cluster-wide policy. */
export function ciliumPolicy(
  path: string,
  said: { readonly spec?: unknown; readonly specs?: readonly unknown[] },
): KubernetesObject {
  const [name = "", namespace] = path.split("/").reverse();
  const kind = namespace === undefined ? "CiliumClusterwideNetworkPolicy" : "CiliumNetworkPolicy";
  return { apiVersion: "cilium.io/v2", kind, metadata: { ...(namespace && { namespace }), name }, ...said };
}

/** @param path `namespace/name`; a name alone is that of a global policy. */
export function calicoPolicy(path: string, spec: object): KubernetesObject {
  const [name = "", namespace] = path.split("/").reverse();
  const kind = namespace === undefined ? "GlobalNetworkPolicy" : "NetworkPolicy";
  return { apiVersion: "crd.projectcalico.org/v1", kind, metadata: { ...(namespace && { namespace }), name }, spec };
}
