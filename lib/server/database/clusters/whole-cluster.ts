import type { Connection } from "../connection.ts";
import { type Scope, seesAllOf } from "../scope.ts";
import { visibleClusters } from "../visible.ts";

/** @returns whether the scope sees all of a cluster that is there. */
export async function seesWholeCluster({ rows }: Connection, scope: Scope, clusterId: string): Promise<boolean> {
  if (!seesAllOf(scope, clusterId)) return false;
  return (await rows.cluster.count({ where: { AND: [visibleClusters(scope), { id: clusterId }] } })) === 1;
}
