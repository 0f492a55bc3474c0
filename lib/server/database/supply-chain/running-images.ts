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
  await client.query("DELETE FROM running_images WHERE cluster_id = $1", [scan.clusterId]);
  await copyIn(client, "running_images", columns, valuesOf(scan, rows));
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
