/**
 * What deployment controllers, the scheduler and kubelets would have made of a team's workloads: replica sets,
 * pods and their status. The same workloads give the same objects, so that loading them again changes nothing.
 */
import { createHash } from "node:crypto";
import type { KubeObject } from "./object.ts";
import { podStatus, type Running } from "./pod-status.ts";

interface PodTemplate {
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  spec: Record<string, unknown>;
}

interface Workload extends KubeObject {
  spec: { replicas?: number; selector?: unknown; template: PodTemplate };
}

/** Nodes that ordinary pods run on, then all nodes, which daemons run on. */
export interface Nodes {
  readonly workers: readonly string[];
  readonly all: readonly string[];
}

/** The replica sets and pods that the workloads among `objects` would have, and the workloads with their status. */
export function withRunningPods(objects: readonly KubeObject[], nodes: Nodes, running: Running): KubeObject[] {
  return objects.flatMap((object) => grow(object, nodes, running));
}

function grow(object: KubeObject, nodes: Nodes, running: Running): KubeObject[] {
  switch (object.kind) {
    case "Deployment":
      return growDeployment(object as Workload, nodes, running);
    case "StatefulSet":
      return growStatefulSet(object as Workload, nodes, running);
    case "DaemonSet":
      return growDaemonSet(object as Workload, nodes, running);
    case "Job":
      return growJob(object as Workload, nodes, running);
    case "Pod":
      return [{ ...object, status: podStatus(object, running) }];
    default:
      return [object];
  }
}

function growDeployment(deployment: Workload, { workers }: Nodes, running: Running): KubeObject[] {
  const { name, namespace, labels } = deployment.metadata;
  const hash = shortHash(`${namespace}/${name}/${JSON.stringify(deployment.spec.template)}`, 10);
  const template = labelled(deployment.spec.template, { "pod-template-hash": hash });
  const replicas = deployment.spec.replicas ?? 1;
  const set: Workload = {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels: { ...labels, "pod-template-hash": hash },
      ownerReferences: [ownedBy(deployment)],
    },
    spec: { replicas, selector: { matchLabels: template.metadata?.labels }, template },
  };
  const pods = range(replicas).map((index) =>
    podOf(set, template, { name: `${name}-${hash}-${shortHash(`${name}${index}`, 5)}`, node: pick(workers, index) }, running),
  );
  const ready = pods.filter(isReady).length;
  return [
    {
      ...deployment,
      status: { ...counts(replicas, ready), updatedReplicas: replicas, conditions: [available(ready === replicas)] },
    },
    { ...set, status: { ...counts(replicas, ready), fullyLabeledReplicas: replicas } },
    ...pods,
  ];
}

function growStatefulSet(set: Workload, { workers }: Nodes, running: Running): KubeObject[] {
  const replicas = set.spec.replicas ?? 1;
  const pods = range(replicas).map((index) => {
    const name = `${set.metadata.name}-${index}`;
    const template = labelled(set.spec.template, { "statefulset.kubernetes.io/pod-name": name });
    return podOf(set, template, { name, node: pick(workers, index) }, running);
  });
  return [{ ...set, status: counts(replicas, pods.filter(isReady).length) }, ...pods];
}

function growDaemonSet(set: Workload, { all }: Nodes, running: Running): KubeObject[] {
  const pods = all.map((node) => {
    const name = `${set.metadata.name}-${shortHash(`${set.metadata.name}${node}`, 5)}`;
    return podOf(set, set.spec.template, { name, node }, running);
  });
  const count = pods.length;
  const status = {
    observedGeneration: 1,
    currentNumberScheduled: count,
    desiredNumberScheduled: count,
    numberAvailable: count,
    numberMisscheduled: 0,
    numberReady: count,
    updatedNumberScheduled: count,
  };
  return [{ ...set, status }, ...pods];
}

function growJob(job: Workload, { workers }: Nodes, running: Running): KubeObject[] {
  const { name } = job.metadata;
  const template = labelled(job.spec.template, { "batch.kubernetes.io/job-name": name, "job-name": name });
  const pod = podOf(
    job,
    template,
    { name: `${name}-${shortHash(name, 5)}`, node: pick(workers, 0) },
    { ...running, succeeded: true },
  );
  return [job, pod];
}

interface Place {
  name: string;
  node: string;
}

function podOf(owner: KubeObject, template: PodTemplate, { name, node }: Place, running: Running): KubeObject {
  const { labels, annotations } = template.metadata ?? {};
  const pod: KubeObject = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name,
      namespace: owner.metadata.namespace,
      labels,
      ...(annotations && { annotations }),
      ownerReferences: [ownedBy(owner)],
    },
    spec: { ...template.spec, nodeName: node },
  };
  return { ...pod, status: podStatus(pod, running) };
}

function labelled(template: PodTemplate, labels: Record<string, string>): PodTemplate {
  return { ...template, metadata: { ...template.metadata, labels: { ...template.metadata?.labels, ...labels } } };
}

function ownedBy({ apiVersion, kind, metadata }: KubeObject) {
  return { apiVersion, kind, name: metadata.name, controller: true, blockOwnerDeletion: true };
}

function counts(replicas: number, ready: number) {
  return { observedGeneration: 1, replicas, readyReplicas: ready, availableReplicas: ready };
}

function available(isAvailable: boolean) {
  return {
    type: "Available",
    status: isAvailable ? "True" : "False",
    reason: isAvailable ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
    lastTransitionTime: "2026-10-01T08:00:00Z",
    lastUpdateTime: "2026-10-01T08:00:00Z",
  };
}

function isReady({ status }: KubeObject): boolean {
  return (status as { containerStatuses: { ready: boolean }[] }).containerStatuses.every(({ ready }) => ready);
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("there is no node for a pod");
  return item;
}

/** Lower-case letters and digits, as Kubernetes makes its suffixes, always the same for the same text. */
function shortHash(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
