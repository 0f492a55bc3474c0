/** Images of a large fleet: looked at and verified for the first time, scanned again, and judged by another policy. */
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import pino from "pino";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { newId } from "#server/database/ids.ts";
import { systemScope } from "#server/database/scope.ts";
import { readEnvironment } from "#server/env/environment.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { releasePolicy } from "#test/registry/signed-image.ts";
import { createWorkshop } from "#test/worker/worker.ts";
import type { WorkerContext } from "../lib/worker/context.ts";
import { handleImages } from "../lib/worker/images/handle-images.ts";
import { storesOf } from "../lib/worker/stores.ts";
import type { Figure } from "./figure.ts";
import { type BenchDatabase, withDatabase } from "./with-database.ts";

const images = 5_000;
const artefacts = 3;
const namespaces = 50;

interface Filled {
  readonly host: string;
  readonly authority: string;
  readonly images: readonly string[];
  readonly root: unknown;
}

export async function benchSupplyChain(say: (line: string) => void): Promise<Figure[]> {
  say(`signing ${images * artefacts} artefacts`);
  const registry = new Worker(new URL("./registry-thread.ts", import.meta.url), { workerData: { images } });
  try {
    const [filled] = (await once(registry, "message")) as [Filled];
    return await withDatabase(say, (db) => measure(db, filled, say));
  } finally {
    await registry.terminate();
  }
}

async function measure(db: BenchDatabase, filled: Filled, say: (line: string) => void): Promise<Figure[]> {
  const workshop = await createWorkshop(db);
  const context = contextOf(db, workshop.keyring);
  await setUp(db, filled);
  const { id: cluster } = await seedCluster(db, { name: "fleet" });
  const scan = () => seedScan(db, cluster, inventoryOf(filled), []);
  const look = () => handleImages(context, new AbortController().signal);
  try {
    await scan();
    say(`looking at ${images} images`);
    const first = await seconds(look);
    await expectVerified(db, images);
    const again = await seconds(async () => {
      await scan();
      await look();
    });
    say("judging them by another policy");
    await db.database.pool.query("UPDATE signing_policies SET images = '{other.example/**}', updated_at = now()");
    const judged = await seconds(look);
    await expectVerified(db, 0);
    const listed = await seconds(() => db.repositories.images.seen(systemScope));
    const verified = images * artefacts;
    return [
      { name: "Images that run, with three artefacts each", value: images, unit: "" },
      { name: "Processors", value: availableParallelism(), unit: "" },
      { name: "First look, with every signature verified", value: first, unit: "s" },
      { name: "Artefacts looked at and verified a second and core", value: verified / first / availableParallelism(), unit: "" },
      { name: "Second scan, stored and judged from what is kept", value: again, unit: "s", budget: 5 },
      { name: "Another policy over all images", value: judged, unit: "s", budget: 2 },
      { name: "Reading the rows of the table of images", value: listed * 1000, unit: "ms" },
    ];
  } finally {
    await workshop.close();
  }
}

function contextOf({ database, url }: BenchDatabase, keyring: WorkerContext["keyring"]): WorkerContext {
  const settings = readEnvironment({ DATABASE_URL: url });
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  return {
    settings: { ...settings.value, endpointPolicy: { loopback: true, privateRanges: true, ownEndpoints: [] } },
    keyring,
    ...storesOf(database.pool),
    checks: [],
    log: pino({ level: "silent" }),
    name: "bench",
    version: "0.0.0",
  };
}

async function setUp({ database }: BenchDatabase, { host, authority, root }: Filled): Promise<void> {
  await database.pool.query(
    `INSERT INTO registries (id, host, realms, content_hosts, ca_data, signatures, created_by, updated_by, updated_at)
     VALUES ($1, $2, '{}', '{}', $3, '[]', 'Bench', 'Bench', now())`,
    [newId("rgy"), host, authority],
  );
  await database.pool.query(
    `INSERT INTO trust_profiles (id, name, kind, root, created_by, updated_by, updated_at)
     VALUES ($1, 'private', 'sigstore', $2, 'Bench', 'Bench', now())`,
    [newId("trp"), JSON.stringify(root)],
  );
  await database.pool.query(
    `INSERT INTO signing_policies (id, name, images, signers, created_by, updated_by, updated_at)
     VALUES ($1, $2, $3, $4, 'Bench', 'Bench', now())`,
    [newId("spl"), releasePolicy.name, releasePolicy.images, JSON.stringify(releasePolicy.signers)],
  );
}

function inventoryOf({ host, images: digests }: Filled) {
  const objects = digests.map((digest, index) => {
    const image = `${host}/acme/shop:v${index}`;
    const imageID = `${host}/acme/shop@${digest}`;
    return {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { namespace: `team-${index % namespaces}`, name: `web-${index}` },
      spec: { containers: [{ name: "app", image }] },
      status: { phase: "Running", containerStatuses: [{ name: "app", image, imageID, ready: true, restartCount: 0 }] },
    };
  });
  const cluster = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  return inventoryOfObjects(objects, { takenAt: new Date().toISOString(), source: "live", cluster });
}

async function expectVerified({ database }: BenchDatabase, wanted: number): Promise<void> {
  const { rows } = await database.pool.query(
    "SELECT count(*) FILTER (WHERE states->>'signature' = 'verified')::int AS verified FROM registry_images",
  );
  if (rows[0].verified !== wanted) throw new Error(`${rows[0].verified} images are verified, and not ${wanted}.`);
}

async function seconds(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return (performance.now() - start) / 1_000;
}
