/** Short spellings of workloads for tests and examples; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A container that no check has anything against. */
export const goodContainer: Fields = {
  name: "web",
  image: `registry.example/web@sha256:${"0f".repeat(32)}`,
  resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "128Mi" } },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  },
};

/** @returns a good container with some fields of its own. */
export function container(fields: Fields = {}): Fields {
  return { ...goodContainer, ...fields };
}

/** @returns a good container with some fields of its security context changed. */
export function secured(fields: Fields, more: Fields = {}): Fields {
  return { ...goodContainer, securityContext: { ...(goodContainer.securityContext as Fields), ...fields }, ...more };
}

/** @returns a pod's spec with these containers. */
export function podSpec(fields: Fields = {}, ...containers: readonly Fields[]): Fields {
  return { automountServiceAccountToken: false, ...fields, containers: containers.length > 0 ? containers : [goodContainer] };
}

export function pod(name: string, spec: Fields, metadata: Fields = {}): KubernetesObject {
  return { apiVersion: "v1", kind: "Pod", metadata: { namespace: "shop", name, ...metadata }, spec };
}

export function deployment(name: string, spec: Fields): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { namespace: "shop", name },
    spec: { replicas: 2, template: { metadata: { labels: { app: name } }, spec } },
  };
}

export function cronJob(name: string, spec: Fields): KubernetesObject {
  return {
    apiVersion: "batch/v1",
    kind: "CronJob",
    metadata: { namespace: "shop", name },
    spec: { jobTemplate: { spec: { template: { spec } } } },
  };
}

/** @returns an owner reference to a controller. */
export function controlledBy(kind: string, name: string): Fields {
  return { ownerReferences: [{ apiVersion: "apps/v1", kind, name, uid: `${kind}-${name}`, controller: true }] };
}

export function replicaSet(name: string, spec: Fields, metadata: Fields = {}, replicas = 2): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: { namespace: "shop", name, ...metadata },
    spec: { replicas, template: { spec } },
  };
}
