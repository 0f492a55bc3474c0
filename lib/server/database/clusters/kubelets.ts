/** What was uploaded of clusters' kubelets. Readers who see all of a cluster see it. */
import type pg from "pg";
import type { ReadKubelets } from "../../../core/upgrade/evidence/kubelet-file.ts";
import type { SeenKubelet } from "../../../core/upgrade/evidence.ts";
import type { Connection } from "../connection.ts";
import { pack, unpack } from "../packed-json.ts";
import type { Scope } from "../scope.ts";
import { seesWholeCluster } from "./whole-cluster.ts";

export interface KubeletsRow extends ReadKubelets {
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
}

export type KubeletsRepository = ReturnType<typeof kubeletsRepository>;

export function kubeletsRepository(connection: Connection) {
  const { rows } = connection;
  const isSeen = (scope: Scope, clusterId: string) => seesWholeCluster(connection, scope, clusterId);

  return {
    /** @returns whether the scope sees all of the cluster. */
    isSeen,

    /** @returns undefined where there is nothing, or the scope does not see all of the cluster. */
    async get(scope: Scope, clusterId: string): Promise<KubeletsRow | undefined> {
      if (!(await isSeen(scope, clusterId))) return undefined;
      const found = await rows.uploadedKubelets.findUnique({ where: { clusterId } });
      if (found === null) return undefined;
      const { unread, uploadedBy, uploadedAt } = found;
      return { kubelets: await unpack<readonly SeenKubelet[]>(found.kubelets), unread, uploadedBy, uploadedAt };
    },

    /** Takes the place of the cluster's last ones. @returns whether the scope sees all of the cluster. */
    async put(scope: Scope, clusterId: string, { kubelets, ...row }: KubeletsRow): Promise<boolean> {
      if (!(await isSeen(scope, clusterId))) return false;
      const data = { ...row, kubelets: await pack(kubelets) };
      await rows.uploadedKubelets.upsert({ where: { clusterId }, create: { clusterId, ...data }, update: data });
      return true;
    },

    /** @returns whether there were any, and the scope sees all of the cluster. */
    async remove(scope: Scope, clusterId: string): Promise<boolean> {
      if (!(await isSeen(scope, clusterId))) return false;
      return (await rows.uploadedKubelets.deleteMany({ where: { clusterId } })).count === 1;
    },
  };
}

/** @returns what was uploaded of the cluster's kubelets; undefined where nothing was. */
export async function kubeletsOf(pool: pg.Pool, clusterId: string): Promise<readonly SeenKubelet[] | undefined> {
  const { rows } = await pool.query<{ kubelets: Buffer }>("SELECT kubelets FROM uploaded_kubelets WHERE cluster_id = $1", [
    clusterId,
  ]);
  return rows[0] && unpack<readonly SeenKubelet[]>(rows[0].kubelets);
}
