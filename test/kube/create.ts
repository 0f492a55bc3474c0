/** Creates many objects as fast as the API server takes them; what is there already stays as it is. */
import { collectionPathOf } from "./apply.ts";
import type { KubeClient } from "./client.ts";
import { mapConcurrently } from "./concurrency.ts";
import { type KubeObject, nameOf } from "./object.ts";

const CONCURRENCY = 32;
const CONFLICT = 409;

/** Posts the objects, `concurrency` at a time, then their status where they have one, and returns what the server keeps. */
export function createObjects(
  client: KubeClient,
  objects: readonly KubeObject[],
  concurrency = CONCURRENCY,
): Promise<KubeObject[]> {
  return mapConcurrently(objects, concurrency, (object) => createObject(client, object));
}

async function createObject(client: KubeClient, object: KubeObject): Promise<KubeObject> {
  const path = await collectionPathOf(client, object);
  const { status, ...desired } = object;
  const answer = await client.request<KubeObject>(path, { method: "POST", body: desired });
  const one = `${path}/${encodeURIComponent(object.metadata.name)}`;
  if (answer.status === CONFLICT) return client.send<KubeObject>(one);
  if (answer.status >= 300) throw new Error(`${nameOf(object)}: ${answer.status} ${answer.body.message}`);
  if (status === undefined) return answer.body;
  const headers = { "Content-Type": "application/merge-patch+json" };
  return client.send<KubeObject>(`${one}/status`, { method: "PATCH", body: { status }, headers });
}
