/** Short spellings of what paths are made of beside rights, for tests; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import type { Inventory } from "../../inventory/inventory.ts";
import { buildRbacIndex } from "../rbac-index.ts";
import type { SubjectRef } from "../subject.ts";
import { parseSubjectKey } from "../subject.ts";
import { placeName } from "./graph.ts";
import type { Hop } from "./hops.ts";
import { Paths } from "./paths.ts";
import { pathSource } from "./world.ts";

/** @param enforce the level of its Pod Security label */
export function namespace(name: string, enforce?: string): KubernetesObject {
  const labels = enforce === undefined ? {} : { "pod-security.kubernetes.io/enforce": enforce };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}

export function account(
  namespaceName: string,
  name: string,
  annotations: Readonly<Record<string, string>> = {},
): KubernetesObject {
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { namespace: namespaceName, name, annotations } };
}

export interface PodOptions {
  readonly node?: string;
  readonly privileged?: boolean;
  readonly automount?: boolean;
}

/** A running pod, on `node-1` by default. */
export function pod(
  namespaceName: string,
  name: string,
  serviceAccountName: string,
  { node = "node-1", privileged = false, automount }: PodOptions = {},
): KubernetesObject {
  const containers = [{ name: "main", image: "registry.example/app:1", securityContext: { privileged } }];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace: namespaceName, name },
    spec: { serviceAccountName, nodeName: node, containers, automountServiceAccountToken: automount },
    status: { phase: "Running" },
  };
}

export function node(name: string, labels: Readonly<Record<string, string>> = {}, providerID?: string): KubernetesObject {
  return { apiVersion: "v1", kind: "Node", metadata: { name, labels }, spec: { providerID } };
}

export function deployment(namespaceName: string, name: string): KubernetesObject {
  const template = { metadata: {}, spec: { containers: [{ name: "main", image: "registry.example/app:1" }] } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { namespace: namespaceName, name },
    spec: { selector: {}, template },
  };
}

export function tokenSecret(namespaceName: string, name: string, of: string): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    type: "kubernetes.io/service-account-token",
    metadata: { namespace: namespaceName, name, annotations: { "kubernetes.io/service-account.name": of } },
  };
}

/** @returns the paths of an inventory. */
export function pathsOf(inventory: Inventory): Paths {
  return new Paths(pathSource(inventory, buildRbacIndex(inventory)));
}

/** @returns the subject of a key such as `User:jane`. */
export function who(key: string): SubjectRef {
  const subject = parseSubjectKey(key);
  if (subject === undefined) throw new Error(`${key} is no subject`);
  return subject;
}

/** @returns `startPods → ServiceAccount ci/deployer` for each hop. */
export function outline(path: readonly Hop[]): readonly string[] {
  return path.map(({ kind, to }) => `${kind} → ${placeName(to)}`);
}
