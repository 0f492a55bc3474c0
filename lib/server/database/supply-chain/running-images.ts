/** Writes what a scan saw running, and asks for a look at each image whose registry and digest are known. */
import type pg from "pg";
import type { Inventory } from "../../../core/inventory/inventory.ts";
import { meantTag } from "../../../core/supply-chain/images/reference.ts";
import { runningImages } from "../../../core/supply-chain/images/running.ts";
import {
  type AskedImage,
  askedImage,
  otherWanted,
  type RunningRow,
  runningRows,
} from "../../../core/supply-chain/images/running-rows.ts";
import { type CopyValue, copyIn } from "../copy.ts";
import { newId } from "../ids.ts";
import { storableTime } from "../storable.ts";

interface OfScan {
  readonly scanId: string;
  readonly clusterId: string;
}

const columns = [
  ..."cluster_id seq scan_id namespace workload_kind workload container type image registry repository tag".split(" "),
  ..."image_id_kind id_registry id_repository digest wanted_registry wanted_repository wanted pods started_at".split(" "),
];

/** Replaces what the cluster's earlier scan saw, in the transaction of `client`. */
export async function replaceRunningImages(client: pg.PoolClient, scan: OfScan, inventory: Inventory): Promise<void> {
  const rows = runningRows(runningImages(inventory).containers);
  const before = await namesOf(client, scan);
  await client.query("DELETE FROM running_images WHERE cluster_id = $1", [scan.clusterId]);
  await copyIn(client, "running_images", columns, valuesOf(scan, rows));
  await judgeRenamed(client, before, await namesOf(client, scan));
  await client.query("UPDATE clusters SET images_scan_id = $2 WHERE id = $1", [scan.clusterId, scan.scanId]);
  await askFor(client, rows);
}

function* valuesOf({ clusterId, scanId }: OfScan, rows: readonly RunningRow[]): Generator<readonly CopyValue[]> {
  for (const [seq, row] of rows.entries()) {
    const { reference, imageID } = row;
    const asked = askedImage(row);
    const wanted = otherWanted(row);
    yield [
      ...[clusterId, seq, scanId, row.namespace, row.kind, row.workload, row.container, row.type, row.image],
      ...[reference?.registry, reference?.repository, reference && meantTag(reference)],
      ...[imageID.kind, asked?.registry, asked?.repository, "digest" in imageID ? imageID.digest : undefined],
      ...[wanted?.registry, wanted?.repository, wanted?.digest, row.pods, storableTime(row.since)],
    ];
  }
}

interface Named {
  readonly registry: string;
  readonly repository: string;
  readonly digest: string;
  readonly names: string;
}

/** @returns by the place of an image the names by which the cluster runs it: policies are about names. */
async function namesOf(client: pg.PoolClient, { clusterId }: OfScan): Promise<ReadonlyMap<string, Named>> {
  const { rows } = await client.query<Named>(
    `SELECT id_registry AS registry, id_repository AS repository, digest, string_agg(DISTINCT image, ' ' ORDER BY image) AS names
     FROM running_images WHERE cluster_id = $1 AND digest IS NOT NULL AND id_registry IS NOT NULL GROUP BY 1, 2, 3`,
    [clusterId],
  );
  return new Map(rows.map((row) => [`${row.registry}/${row.repository}@${row.digest}`, row]));
}

type Names = Awaited<ReturnType<typeof namesOf>>;

/** What was judged by other names than today's has to be judged again. In one order everywhere, as two scans may end at once. */
async function judgeRenamed(client: pg.PoolClient, before: Names, after: Names): Promise<void> {
  const renamed = [...new Map([...before, ...after])].flatMap(([place, image]) =>
    before.get(place)?.names === after.get(place)?.names ? [] : image,
  );
  if (renamed.length === 0) return;
  await client.query(
    `UPDATE registry_images SET judged_by = NULL WHERE id IN (
       SELECT i.id FROM registry_images i
       JOIN unnest($1::text[], $2::text[], $3::text[]) AS a (registry, repository, digest)
         ON a.registry = i.registry AND a.repository = i.repository AND a.digest = i.digest
       WHERE i.judged_by IS NOT NULL ORDER BY i.registry, i.repository, i.digest FOR UPDATE OF i)`,
    [renamed.map(({ registry }) => registry), renamed.map(({ repository }) => repository), renamed.map(({ digest }) => digest)],
  );
}

/** Images that nobody asked for before are due at once; the others stay as they are. In one order everywhere, as two scans may end at once. */
async function askFor(client: pg.PoolClient, rows: readonly RunningRow[]): Promise<void> {
  const images = new Map<string, AskedImage>();
  for (const row of rows) {
    for (const asked of [askedImage(row), otherWanted(row)])
      if (asked) images.set(`${asked.registry}/${asked.repository}@${asked.digest}`, asked);
  }
  const asked = [...images].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, image]) => image);
  await client.query(
    `INSERT INTO registry_images (id, registry, repository, digest, digests, due_at)
     SELECT id, registry, repository, digest, ARRAY[digest], statement_timestamp()
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS asked (id, registry, repository, digest)
     ON CONFLICT (registry, repository, digest) DO UPDATE SET due_at = statement_timestamp()
       WHERE registry_images.due_at IS NULL`,
    [
      asked.map(() => newId("img")),
      asked.map(({ registry }) => registry),
      asked.map(({ repository }) => repository),
      asked.map(({ digest }) => digest),
    ],
  );
}
