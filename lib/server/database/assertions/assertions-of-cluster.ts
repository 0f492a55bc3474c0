/** What a scan of one cluster is held to. */
import type pg from "pg";
import type { Labels } from "../../../core/clusters/labels.ts";
import { isTargeted, type ScheduleTarget } from "../../../core/schedule/target.ts";

interface Stored {
  readonly name: string;
  readonly target: ScheduleTarget;
  readonly yaml: string;
  readonly labels: Labels;
}

/** @returns the files of assertions that are for the cluster now, by name. */
export async function assertionFilesOf(
  pool: pg.Pool,
  clusterId: string,
): Promise<readonly { readonly name: string; readonly yaml: string }[]> {
  const { rows } = await pool.query<Stored>(
    "SELECT a.name, a.target, a.yaml, c.labels FROM assertion_sets a, clusters c WHERE c.id = $1 ORDER BY a.name",
    [clusterId],
  );
  return rows
    .filter(({ target, labels }) => isTargeted(target, { id: clusterId, labels }))
    .map(({ name, yaml }) => ({ name, yaml }));
}
