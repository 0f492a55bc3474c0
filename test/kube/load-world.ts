/** Loads the small team's world into a cluster, in an order that its admission accepts; loading it again changes nothing. */
import type { Applied } from "./apply.ts";
import type { KubeClient } from "./client.ts";
import { type KubeObject, nameOf } from "./object.ts";
import { filesOf, readObjects, readRunning } from "./read-objects.ts";
import { until } from "./readiness.ts";
import { withRunningPods } from "./running-pods.ts";
import { parseKubeVersion } from "./versions.ts";

/** What a step may rely on are the steps before it; objects of one step are applied at the same time. */
const FIRST = ["namespaces.yaml", "definitions.yaml"];
const WITHOUT_PODS = ["nodes.yaml", "cluster.yaml", "access.yaml", "access-faults.yaml", "access-rows.yaml"];
const WORKLOADS = ["payments.yaml", "shop.yaml", "platform.yaml", "sandbox.yaml", "kube-system.yaml"];
const LAST = ["limits.yaml"];

/** Kinds that a workload's admission asks for, then owners before what they own. */
const STEPS = [
  ["ServiceAccount"],
  ["Secret", "ConfigMap"],
  ["Deployment", "StatefulSet", "DaemonSet", "CronJob"],
  ["ReplicaSet", "Job"],
  ["Pod"],
] as const;

const CONCURRENCY = 16;

export interface Loaded {
  readonly objects: readonly KubeObject[];
  readonly applied: readonly Applied[];
}

/** Applies every object of the world with its status, and waits until the cluster serves its custom resources. */
export async function loadWorld(
  client: KubeClient,
  version: string,
  say: (line: string) => void = () => undefined,
): Promise<Loaded> {
  const read = async (files: readonly string[]) => (await Promise.all(files.map((file) => readObjects(file, version)))).flat();
  const nodes = { all: ["cp-1", "worker-1", "worker-2"], workers: ["worker-1", "worker-2"] };
  const workloads = withRunningPods(await read([...WORKLOADS, ...(await filesOfVersion(version))]), nodes, await readRunning());
  const applied: Applied[] = [];
  const objects: KubeObject[] = [];
  const step = async (what: string, batch: readonly KubeObject[]) => {
    if (batch.length > 0) say(`${what}: ${batch.length} objects`);
    applied.push(...(await client.apply(await withOwnerIds(batch, applied), { concurrency: CONCURRENCY })));
    objects.push(...batch);
  };
  for (const file of FIRST) await step(file, await read([file]));
  await untilServed(client, objects);
  await step("nodes, volumes and roles", await read(WITHOUT_PODS));
  await withoutAdmissionTaints(client, await read(["nodes.yaml"]));
  const stepped = new Set<string>(STEPS.flat());
  for (const kinds of STEPS)
    await step(
      kinds.join(", "),
      workloads.filter(({ kind }) => (kinds as readonly string[]).includes(kind)),
    );
  await step(
    "services, policies and the rest",
    workloads.filter(({ kind }) => !stepped.has(kind)),
  );
  await step("limits and webhooks", await read(LAST));
  return { objects, applied };
}

/** What only old clusters serve, or only new ones. */
async function filesOfVersion(version: string): Promise<string[]> {
  const { minor } = parseKubeVersion(version);
  if (minor < 25) return filesOf("before-1.25");
  return minor < 30 ? [] : filesOf("since-1.30");
}

/** Admission taints every new node as not ready, and the controller that would take that away does not run. */
async function withoutAdmissionTaints(client: KubeClient, nodes: readonly KubeObject[]): Promise<void> {
  const headers = { "Content-Type": "application/merge-patch+json" };
  for (const node of nodes) {
    const path = `/api/v1/nodes/${node.metadata.name}`;
    const { spec } = await client.send<{ spec: { taints?: { key: string }[] } }>(path);
    if (!spec.taints?.some(({ key }) => key === "node.kubernetes.io/not-ready")) continue;
    await client.send(path, { method: "PATCH", body: { spec: { taints: null } }, headers });
    await client.apply([node]);
  }
}

async function untilServed(client: KubeClient, objects: readonly KubeObject[]): Promise<void> {
  for (const { kind, metadata } of objects) {
    if (kind !== "CustomResourceDefinition") continue;
    const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${metadata.name}`;
    await until(`${metadata.name} established`, async () => isEstablished(await client.send(path)));
  }
}

function isEstablished(definition: { status?: { conditions?: { type: string; status: string }[] } }): boolean {
  return definition.status?.conditions?.some(({ type, status }) => type === "Established" && status === "True") ?? false;
}

/** Owner references need the owner's UID, which only the server knows. */
export async function withOwnerIds(batch: readonly KubeObject[], applied: readonly Applied[]): Promise<KubeObject[]> {
  const ids = new Map(applied.map(({ name, uid }) => [name, uid]));
  return batch.map((object) => {
    const owners = object.metadata.ownerReferences as { kind: string; name: string }[] | undefined;
    if (!owners) return object;
    const ownerReferences = owners.map((owner) => ({ ...owner, uid: idOf(owner, object, ids) }));
    return { ...object, metadata: { ...object.metadata, ownerReferences } };
  });
}

function idOf(owner: { kind: string; name: string }, object: KubeObject, ids: ReadonlyMap<string, string>): string {
  const namespaced = ids.get(`${owner.kind} ${object.metadata.namespace}/${owner.name}`);
  const id = namespaced ?? ids.get(`${owner.kind} ${owner.name}`);
  if (!id) throw new Error(`${nameOf(object)} is owned by ${owner.kind} ${owner.name}, which was not loaded before it`);
  return id;
}
