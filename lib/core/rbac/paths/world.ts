/** What of a cluster beside its rights decides where a right leads: accounts, pods, tokens, namespaces, nodes. */
import { cloudIdentityOf } from "../../authentication/cloud-annotations.ts";
import { tokenSecretOf } from "../../authentication/token-secret.ts";
import { isComplete } from "../../checks/sight.ts";
import { contains, runtimeSockets } from "../../checks/workload/host-paths.ts";
import type { Gap } from "../../inventory/gap.ts";
import type { Inventory, Look } from "../../inventory/inventory.ts";
import type { ItemMeta, NodeItem, PodItem, ServiceAccountItem } from "../../inventory/items.ts";
import { isMirror } from "../../inventory/pod-owners.ts";
import type { ResourceId } from "../../inventory/resources.ts";
import type { Level } from "../../pod-security/level.ts";
import { namespacePolicy } from "../../pod-security/namespace-policy.ts";
import type { RbacIndex } from "../rbac-index.ts";
import { accountOf, identityOf } from "../subject.ts";
import { changeable } from "./rights.ts";

/** Beside the four kinds of RBAC. */
export const pathResources = [
  "configmaps",
  "mutatingwebhookconfigurations.admissionregistration.k8s.io",
  "namespaces",
  "nodes",
  "pods",
  "secrets",
  "serviceaccounts",
  "validatingwebhookconfigurations.admissionregistration.k8s.io",
  ...changeable,
] as const satisfies readonly ResourceId[];
export type PathResource = (typeof pathResources)[number];

export interface PathSource {
  readonly index: RbacIndex;
  /** `1.37`, where it is known. */
  readonly minor: string | undefined;
  readonly looks: { readonly [R in PathResource]: Look<R> };
  /** What is kept from a reader and may lead anybody further. */
  readonly outside?: readonly Gap[];
}

export interface Account {
  readonly namespace: string;
  readonly name: string;
  /** The identity in the cloud that its annotations name, such as an AWS role. */
  readonly cloud?: string;
}

export interface RunningPod {
  readonly namespace: string;
  readonly name: string;
  readonly account: string;
  /** Absent where it waits for one. */
  readonly node?: string;
  readonly token: boolean;
  /** Why whoever is inside has the node, as the end of "pod shop/web …". */
  readonly takesNode?: string;
}

export interface WorldNode {
  readonly name: string;
  readonly controlPlane: boolean;
  /** `aws`, `gce`, `azure`, where its provider gives nodes an identity. */
  readonly cloud?: string;
}

export type EnforcedLevel = Level | "none";

export interface PathWorld {
  readonly index: RbacIndex;
  /** `37` of 1.37. */
  readonly minor: number | undefined;
  /** Every namespace that is there, sorted; where not all were seen, those that anything seen names. */
  readonly namespaces: readonly string[];
  /** The Pod Security level that a namespace's label enforces, or `none`; undefined where the namespace was not seen. */
  enforced(namespace: string): EnforcedLevel | undefined;
  readonly accounts: ReadonlyMap<string, readonly Account[]>;
  readonly pods: ReadonlyMap<string, readonly RunningPod[]>;
  readonly nodes: readonly WorldNode[];
  /** Secrets with a token that does not end. */
  readonly tokens: ReadonlyMap<string, readonly { readonly secret: string; readonly account: string }[]>;
  /** Names of the controllers of a kind in a namespace. */
  workloads(resource: (typeof changeable)[number], namespace: string): readonly string[];
  /** Names of the configurations of webhooks. */
  readonly webhooks: Readonly<Record<"mutating" | "validating", readonly string[]>>;
  readonly awsAuth: boolean;
  readonly eks: boolean;
  complete(resource: PathResource, namespace?: string): boolean;
}

/** Whoever writes below one of these starts what they like on the node. */
const nodePaths = ["/etc", "/root", "/var/lib/kubelet", ...runtimeSockets];

/** @returns the world of an inventory. */
export function createWorld({ index, minor, looks }: PathSource): PathWorld {
  const accountItems = new Map(looks.serviceaccounts.items.map((item) => [`${item.meta.namespace}/${item.meta.name}`, item]));
  const pods = looks.pods.items.filter(isRunning).map((pod) => runningPod(pod, accountItems));
  const workloads = new Map(changeable.map((resource) => [resource, namesByNamespace((looks[resource] as Look).items)] as const));
  const levels = new Map(looks.namespaces.items.map(({ meta }) => [meta.name, levelOf(meta.labels)]));
  return {
    index,
    minor: minor === undefined ? undefined : Number(minor.split(".")[1]),
    namespaces: namespacesOf(index, looks),
    enforced: (namespace) => levels.get(namespace),
    accounts: Map.groupBy(looks.serviceaccounts.items.map(account), ({ namespace }) => namespace),
    pods: Map.groupBy(pods, ({ namespace }) => namespace),
    nodes: nodesOf(looks.nodes.items, pods),
    tokens: tokensOf(looks.secrets),
    workloads: (resource, namespace) => workloads.get(resource)?.get(namespace) ?? [],
    webhooks: {
      mutating: looks["mutatingwebhookconfigurations.admissionregistration.k8s.io"].items.map(({ meta }) => meta.name),
      validating: looks["validatingwebhookconfigurations.admissionregistration.k8s.io"].items.map(({ meta }) => meta.name),
    },
    awsAuth: looks.configmaps.items.some(({ meta }) => meta.namespace === "kube-system" && meta.name === "aws-auth"),
    eks: looks.nodes.items.some(({ info }) => info?.kubeletVersion?.includes("-eks-")),
    complete: (resource, namespace) => isComplete(looks[resource] as Look, namespace),
  };
}

/** What the API server's own configuration enforces by default is not to be seen. */
function levelOf(labels: ItemMeta["labels"]): EnforcedLevel {
  const { level, from } = namespacePolicy(labels).enforce;
  return from === "default" ? "none" : level;
}

function isRunning({ status, spec }: PodItem): boolean {
  return status?.phase === "Running" || (status?.phase === undefined && spec.nodeName !== undefined);
}

function runningPod(pod: PodItem, accounts: ReadonlyMap<string, ServiceAccountItem>): RunningPod {
  const { meta, spec } = pod;
  const namespace = meta.namespace ?? "";
  const account = spec.serviceAccountName ?? "default";
  const mounts =
    spec.automountServiceAccountToken ?? accounts.get(`${namespace}/${account}`)?.automountServiceAccountToken ?? true;
  const takesNode = reasonToTakeNode(spec);
  return {
    namespace,
    name: meta.name,
    account,
    token: !isMirror(pod) && (mounts || (spec.volumes?.some(({ token }) => token) ?? false)),
    ...(spec.nodeName === undefined ? {} : { node: spec.nodeName }),
    ...(takesNode === undefined ? {} : { takesNode }),
  };
}

function reasonToTakeNode({ containers, volumes = [], os }: PodItem["spec"]): string | undefined {
  const privileged = containers.find(({ securityContext }) => securityContext?.privileged);
  if (privileged && os !== "windows") return `runs container ${privileged.name} privileged`;
  const writable = new Set(
    containers.flatMap(({ mounts = [] }) => mounts.flatMap(({ volume, readOnly }) => (readOnly ? [] : [volume]))),
  );
  const volume = volumes.find(
    ({ name, hostPath }) => hostPath !== undefined && writable.has(name) && nodePaths.some((path) => contains(hostPath, path)),
  );
  return volume && `mounts ${volume.hostPath} of the node`;
}

function account({ meta }: ServiceAccountItem): Account {
  const found = cloudIdentityOf(meta);
  return { namespace: meta.namespace ?? "", name: meta.name, ...(found === undefined ? {} : { cloud: found }) };
}

function namesByNamespace(items: Look["items"]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { meta } of items) {
    const names = found.get(meta.namespace ?? "");
    if (names === undefined) found.set(meta.namespace ?? "", [meta.name]);
    else names.push(meta.name);
  }
  return found;
}

function nodesOf(items: readonly NodeItem[], pods: readonly RunningPod[]): readonly WorldNode[] {
  const nodes = new Map(items.map((item) => [item.meta.name, worldNode(item)]));
  for (const { node } of pods) if (node !== undefined && !nodes.has(node)) nodes.set(node, { name: node, controlPlane: false });
  return [...nodes.values()];
}

function worldNode({ meta, providerID = "" }: NodeItem): WorldNode {
  const controlPlane = ["control-plane", "master"].some((role) => meta.labels?.[`node-role.kubernetes.io/${role}`] !== undefined);
  const cloud = /^(aws|gce|azure):\/\//.exec(providerID)?.[1];
  return { name: meta.name, controlPlane, ...(cloud === undefined ? {} : { cloud }) };
}

function tokensOf({ items }: Look<"secrets">): PathWorld["tokens"] {
  const found = items.flatMap((item) => {
    const { account, invalidSince } = tokenSecretOf(item) ?? {};
    if (account === undefined || invalidSince !== undefined) return [];
    return [{ namespace: item.meta.namespace ?? "", secret: item.meta.name, account }];
  });
  return Map.groupBy(found, ({ namespace }) => namespace);
}

function namespacesOf(index: RbacIndex, looks: PathSource["looks"]): readonly string[] {
  const found = new Set<string>(looks.namespaces.items.map(({ meta }) => meta.name));
  if (isComplete(looks.namespaces as Look)) return [...found].sort();
  for (const { namespace } of index.bindings) if (namespace !== "") found.add(namespace);
  for (const { meta } of [...looks.serviceaccounts.items, ...looks.pods.items]) found.add(meta.namespace ?? "");
  return [...found].sort();
}

/** @returns the accounts that bindings name in a namespace and that were seen not to be there. */
export function missingAccounts({ index, accounts, complete }: PathWorld): ReadonlyMap<string, readonly string[]> {
  const there = new Set([...accounts.values()].flat().map(({ namespace, name }) => `${namespace}/${name}`));
  const found = new Map<string, string[]>();
  for (const { subject } of index.subjects.values()) {
    const { namespace = "", name } = accountOf(identityOf(subject).slice("User:".length)) ?? { name: "" };
    if (name === "" || there.has(`${namespace}/${name}`) || !complete("serviceaccounts", namespace)) continue;
    found.set(namespace, [...(found.get(namespace) ?? []), name]);
  }
  return found;
}

/** The inventory's part that paths are made of, with the index of its rights. */
export function pathSource(inventory: Inventory, index: RbacIndex): PathSource {
  return { index, minor: inventory.cluster.minor, looks: inventory.looks };
}
