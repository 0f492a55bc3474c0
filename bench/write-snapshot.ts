/** Writes a made-up snapshot with a large company's RBAC: `write-snapshot.ts file nodes pods [network policies]`. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { networkPolicy } from "#core/network-policy/worlds.ts";
import { generateRbac } from "#test/kube/generate/generate-rbac.ts";
import { generateWorkloads } from "#test/kube/generate/generate-workloads.ts";
import type { KubeObject } from "#test/kube/object.ts";
import { policySpec } from "./network-policies.ts";

const [path = "", nodes = "", pods = "", policies = "0"] = process.argv.slice(2);
const seed = 1;
const nodeCount = Number(nodes);
const takenAt = "2026-11-01T12:00:00Z";

const rbac = generateRbac(seed);
const workloads = generateWorkloads(seed, Number(pods), rbac.serviceAccounts);
const nodeNames = Array.from({ length: nodeCount }, (_, index) => `node-${String(index).padStart(4, "0")}`);
const inventory = inventoryOfObjects([...objects()].map(asStored), { takenAt, source: "snapshot" });
await pipeline(Readable.from(encodeInventory(inventory)), createGzip({ level: 1 }), createWriteStream(path));
process.stdout.write(JSON.stringify({ nodes: inventory.looks.nodes.items.length, pods: inventory.looks.pods.items.length }));

function* objects(): Iterable<KubeObject> {
  const { namespaces, serviceAccounts, roles, clusterRoles, roleBindings, clusterRoleBindings } = rbac;
  yield* [...namespaces, ...serviceAccounts, ...roles, ...clusterRoles, ...roleBindings, ...clusterRoleBindings];
  for (const name of nodeNames)
    yield { apiVersion: "v1", kind: "Node", metadata: { name, labels: { "kubernetes.io/hostname": name } } };
  yield* [...workloads.deployments, ...workloads.replicaSets];
  yield* policiesOf(Number(policies));
  for (const [index, pod] of workloads.pods.entries())
    yield { ...pod, spec: { ...(pod.spec as object), nodeName: nodeNames[index % nodeCount] } };
}

function* policiesOf(count: number): Iterable<KubeObject> {
  for (let index = 0; index < count; index++) {
    const { metadata } = workloads.deployments[index % workloads.deployments.length] as KubeObject;
    const policy = networkPolicy(`${metadata.namespace}/policy-${index}`, policySpec(index, metadata.name));
    yield policy as KubeObject;
  }
}

/** With what every object of a server has, which weighs in a snapshot because it differs from object to object. */
function asStored(object: KubeObject): KubeObject {
  const { namespace, name, ownerReferences } = object.metadata;
  const owners = (ownerReferences ?? []) as { kind: string; name: string }[];
  const metadata = {
    ...object.metadata,
    uid: uidOf(object.kind, namespace, name),
    creationTimestamp: "2026-10-01T08:00:00Z",
    ...(owners.length > 0 && {
      ownerReferences: owners.map((owner) => ({ ...owner, uid: uidOf(owner.kind, namespace, owner.name) })),
    }),
  };
  return { ...object, metadata };
}

function uidOf(kind: string, namespace: string | undefined, name: string): string {
  const hex = createHash("sha256").update(`${kind}/${namespace}/${name}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
