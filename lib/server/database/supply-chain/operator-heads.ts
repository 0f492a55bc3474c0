/** Writes which reports of Trivy Operator's a scan saw, and what they are about. */
import type pg from "pg";
import type { Inventory } from "../../../core/inventory/inventory.ts";
import { operatorReportIds } from "../../../core/inventory/resources.ts";
import { type CopyValue, copyIn } from "../copy.ts";
import { storableTime } from "../storable.ts";

const columns = "cluster_id seq kind namespace workload_kind workload container image digest at scanner_version".split(" ");

/** Replaces what the cluster's earlier scan saw, in the transaction of `client`. */
export async function replaceOperatorReports(client: pg.PoolClient, clusterId: string, inventory: Inventory): Promise<void> {
  await client.query("DELETE FROM operator_reports WHERE cluster_id = $1", [clusterId]);
  await copyIn(client, "operator_reports", columns, valuesOf(clusterId, inventory));
}

function* valuesOf(clusterId: string, inventory: Inventory): Generator<readonly CopyValue[]> {
  let seq = 0;
  for (const id of operatorReportIds)
    for (const { meta, image, digest, place, at, scannerVersion } of inventory.looks[id].items) {
      const kind = id.includes("sbom") ? "components" : "vulnerabilities";
      const made = [place?.kind, place?.workload, place?.container];
      yield [clusterId, seq, kind, meta.namespace, ...made, image, digest, storableTime(at), scannerVersion];
      seq += 1;
    }
}
