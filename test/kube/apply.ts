/** Server-side apply by kind: finds the path of a kind through discovery, and writes the status where there is one. */
import type { KubeClient } from "./client.ts";
import { mapConcurrently } from "./concurrency.ts";
import { type KubeObject, nameOf } from "./object.ts";

export interface ApplyOptions {
  fieldManager?: string;
  /** How many objects are sent at a time; 1, the default, keeps their order. */
  concurrency?: number;
}

export interface Applied {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

interface ResourceKind {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const DEFAULT_MANAGER = "drydock-test";
const discovered = new WeakMap<KubeClient, Map<string, Promise<readonly ResourceKind[]>>>();

/** Applies each object, then its status; an object that is as it should be keeps its resourceVersion. */
export function applyObjects(
  client: KubeClient,
  objects: readonly KubeObject[],
  { fieldManager = DEFAULT_MANAGER, concurrency = 1 }: ApplyOptions,
): Promise<Applied[]> {
  return mapConcurrently(objects, concurrency, (object) => applyObject(client, object, fieldManager));
}

async function applyObject(client: KubeClient, object: KubeObject, fieldManager: string): Promise<Applied> {
  const path = await pathOf(client, object);
  const { status, ...desired } = object;
  let stored = await patch(client, path, desired, fieldManager);
  if (status !== undefined) {
    const { apiVersion, kind, metadata } = object;
    const { name, namespace } = metadata;
    stored = await patch(client, `${path}/status`, { apiVersion, kind, metadata: { name, namespace }, status }, fieldManager);
  }
  return { name: nameOf(object), uid: stored.metadata.uid ?? "", resourceVersion: stored.metadata.resourceVersion ?? "" };
}

function patch(client: KubeClient, path: string, body: unknown, manager: string): Promise<KubeObject> {
  return client.send<KubeObject>(`${path}?fieldManager=${encodeURIComponent(manager)}&force=true`, {
    method: "PATCH",
    body,
    headers: { "Content-Type": "application/apply-patch+yaml" },
  });
}

/** The path of an object at the version that it names. */
export async function pathOf(client: KubeClient, object: KubeObject): Promise<string> {
  return `${await collectionPathOf(client, object)}/${encodeURIComponent(object.metadata.name)}`;
}

/** The path that objects of this kind, in this namespace, are created at. */
export async function collectionPathOf(client: KubeClient, object: KubeObject): Promise<string> {
  const base = object.apiVersion.includes("/") ? `/apis/${object.apiVersion}` : `/api/${object.apiVersion}`;
  const resource = await resourceOf(client, base, object.kind);
  if (!resource.namespaced) return `${base}/${resource.name}`;
  if (!object.metadata.namespace) throw new Error(`${nameOf(object)} names no namespace`);
  return `${base}/namespaces/${object.metadata.namespace}/${resource.name}`;
}

async function resourceOf(client: KubeClient, base: string, kind: string): Promise<ResourceKind> {
  const known = discovered.get(client) ?? new Map<string, Promise<readonly ResourceKind[]>>();
  discovered.set(client, known);
  const list = known.get(base) ?? discover(client, base);
  known.set(base, list);
  list.catch(() => known.delete(base));
  const find = (kinds: readonly ResourceKind[]) => kinds.find((one) => one.kind === kind && !one.name.includes("/"));
  const resource = find(await list);
  if (resource) return resource;
  known.delete(base);
  throw new Error(`the API server serves no ${kind} at ${base}`);
}

async function discover(client: KubeClient, base: string): Promise<readonly ResourceKind[]> {
  return (await client.send<{ resources: ResourceKind[] }>(base)).resources;
}
