/**
 * `node scripts/generate-samples.ts` writes the sample fleet's snapshots: the same small team's world on real API servers of
 * several releases, each seen by Drydock's own reader. It needs the test harness's programs of every release named here.
 */
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import { createGzip } from "node:zlib";
import type { Inventory } from "#core/inventory/inventory.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { collectInventory } from "#server/cluster/collect/collect.ts";
import { openConnection } from "#server/cluster/connect.ts";
import { parseServerCaToken } from "#server/cluster/kubeconfig/server-ca-token.ts";
import { READER, readerManifests } from "#server/cluster/role.ts";
import { sampleFile } from "#server/scan/samples.ts";
import { loadWorld } from "#test/kube/load-world.ts";
import type { KubeObject } from "#test/kube/object.ts";
import { type Kube, startKube } from "#test/kube/server.ts";

interface Sample {
  readonly name: string;
  readonly version: string;
  /** Namespaces whose objects are taken away, so that clusters differ. */
  readonly without: readonly string[];
  /** Plurals that the reader of this cluster may not list. */
  readonly forbidden: readonly string[];
}

const fleet: readonly Sample[] = [
  { name: "payments-eu", version: "1.37.2", without: [], forbidden: [] },
  { name: "shop-staging", version: "1.34.4", without: ["sandbox"], forbidden: [] },
  {
    name: "platform-edge",
    version: "1.37.2",
    without: ["shop"],
    forbidden: ["nodes", "networkpolicies", "persistentvolumes", "jobs"],
  },
  { name: "legacy-batch", version: "1.24.2", without: [], forbidden: ["configmaps"] },
];

await mkdir(new URL(".", sampleFile("any")), { recursive: true });
for (const sample of fleet) {
  const kube = await startKube({ version: sample.version });
  try {
    await loadWorld(kube, kube.version);
    for (const name of sample.without) await remove(kube, name);
    await write(sample, await look(kube, sample));
  } finally {
    await kube.stop();
  }
}

async function look(kube: Kube, { forbidden }: Sample): Promise<Inventory> {
  await kube.apply(readerOf(forbidden));
  const token = await kube.createServiceAccountToken(READER.namespace, READER.name);
  const parsed = parseServerCaToken({ server: kube.server, ca: kube.caData, token });
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const policy = { loopback: true, privateRanges: true, ownEndpoints: [] };
  const connection = openConnection(parsed.value, { policy, version: "sample" });
  try {
    const seen = await collectInventory(connection);
    if (!seen.ok) throw new Error(seen.error.message);
    return { ...seen.value, source: "snapshot" };
  } finally {
    await connection.close();
  }
}

/** Drydock's own manifests, less what this cluster's owner would not give. */
function readerOf(forbidden: readonly string[]): KubeObject[] {
  return (readerManifests({}) as (KubeObject & { rules?: { resources?: string[] }[] })[]).map((object) => {
    if (!object.rules) return object;
    const rules = object.rules
      .map((rule) => ({
        ...rule,
        ...(rule.resources && { resources: rule.resources.filter((one) => !forbidden.includes(one)) }),
      }))
      .filter((rule) => rule.resources === undefined || rule.resources.length > 0);
    return { ...object, rules };
  });
}

/** No kubelet runs that would end the pods of a namespace. */
async function remove(kube: Kube, namespace: string): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}`;
  await kube.send(`${path}/pods?gracePeriodSeconds=0`, { method: "DELETE" });
  await kube.send(path, { method: "DELETE" });
  while ((await kube.request(path)).status !== 404) await delay(200);
}

async function write({ name }: Sample, inventory: Inventory): Promise<void> {
  await pipeline(Readable.from(encodeInventory(inventory)), createGzip({ level: 9 }), createWriteStream(sampleFile(name)));
  console.log(`samples/${name}.snapshot.gz`);
}
