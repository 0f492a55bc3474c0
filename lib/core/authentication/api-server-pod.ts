/** Worlds of the checks that look at flags. */
import type { KubernetesObject } from "../inventory/from-objects.ts";

/** @returns the mirror of an API server's static pod that was started with these flags. */
export function apiServerPod(...flags: string[]): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      namespace: "kube-system",
      name: "kube-apiserver-cp-1",
      annotations: { "kubernetes.io/config.mirror": "3f1c" },
    },
    spec: { containers: [{ name: "kube-apiserver", image: "kube-apiserver", command: ["kube-apiserver", ...flags] }] },
  };
}

/** A pod that is called like one and is none. */
export const impostor: KubernetesObject = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { namespace: "shop", name: "kube-apiserver-cp-1" },
  spec: { containers: [{ name: "kube-apiserver", image: "x", command: ["kube-apiserver", "--token-auth-file=/t"] }] },
};
