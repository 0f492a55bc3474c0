/** Registered clusters, with what their fleet row shows. No function of this file can reach a credential. */
import { err, type Failure, ok, type Result } from "../../../core/result.ts";
import type { Connection } from "../connection.ts";
import type { Prisma } from "../generated/client.ts";
import { newId } from "../ids.ts";
import type { ClusterKind } from "../rows.ts";
import type { Scope } from "../scope.ts";
import { visibleClusters } from "../visible.ts";
import { type ClusterRemoval, countRemoval, removeClusters } from "./cluster-removal.ts";
import { type ClusterRow, clusterFields, clusterRows } from "./cluster-rows.ts";

export type { ClusterRemoval } from "./cluster-removal.ts";
export type { ClusterRow, CredentialView } from "./cluster-rows.ts";

export interface NewCluster {
  readonly id?: string;
  readonly name: string;
  readonly kind: ClusterKind;
  readonly server?: string;
  readonly caData?: string;
  readonly tlsServerName?: string;
  readonly provider?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly includeSecretNames?: boolean;
  readonly probeHostPorts?: boolean;
  readonly createdBy?: string;
}

export interface ClusterChange {
  readonly name?: string;
  readonly includeSecretNames?: boolean;
  readonly includeHelmReleases?: boolean;
  readonly probeHostPorts?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

type NameTaken = Failure<"nameTaken">;
const nameTaken: NameTaken = {
  code: "nameTaken",
  message: "A cluster with this name is registered already.",
  remedy: "Choose another name.",
};

export type ClustersRepository = ReturnType<typeof clustersRepository>;

export function clustersRepository({ rows, transaction }: Connection) {
  async function find(scope: Scope, where: Prisma.ClusterWhereInput): Promise<ClusterRow[]> {
    const stored = await rows.cluster.findMany({
      where: { AND: [visibleClusters(scope), where] },
      include: clusterFields,
      orderBy: { name: "asc" },
    });
    return clusterRows(rows, scope, stored);
  }
  const get = async (scope: Scope, id: string) => (await find(scope, { id }))[0];

  return {
    get,

    /** By name. */
    list: (scope: Scope) => find(scope, {}),

    /** @returns the new cluster; the scope must see all clusters, or the caller could make what it cannot see. */
    async create(scope: Scope, { includeSecretNames = false, probeHostPorts = false, labels = {}, ...cluster }: NewCluster) {
      if (scope.clusters !== "all") return err<NameTaken | Failure<"outsideScope">>(outsideScope);
      const id = cluster.id ?? newId("cls");
      const { count } = await rows.cluster.createMany({
        data: [{ ...cluster, id, labels, settings: { includeSecretNames, probeHostPorts } }],
        skipDuplicates: true,
      });
      const created = count === 1 ? await get(scope, id) : undefined;
      return created ? ok(created) : err<NameTaken | Failure<"outsideScope">>(nameTaken);
    },

    /** @returns the changed cluster, or undefined where the scope does not see it. */
    async change(
      scope: Scope,
      id: string,
      { name, labels, ...settings }: ClusterChange,
    ): Promise<Result<ClusterRow | undefined, NameTaken>> {
      if (!(await get(scope, id))) return ok(undefined);
      if (name !== undefined && (await rows.cluster.findFirst({ where: { name, NOT: { id } }, select: { id: true } })))
        return err(nameTaken);
      await rows.$executeRaw`
        UPDATE clusters SET name = coalesce(${name ?? null}, name), updated_at = now(),
          labels = coalesce(${labels ? JSON.stringify(labels) : null}::jsonb, labels),
          settings = settings || ${JSON.stringify(settings)}::jsonb
        WHERE id = ${id}`;
      return ok(await get(scope, id));
    },

    /** Names another endpoint; the credential, which was bound to the old one, is erased in the same transaction, and what somebody allowed of the old host ends with it. */
    async replaceEndpoint(
      scope: Scope,
      id: string,
      { kind, server, caData, tlsServerName }: Pick<NewCluster, "kind" | "server" | "caData" | "tlsServerName">,
    ): Promise<ClusterRow | undefined> {
      if (!(await get(scope, id))) return undefined;
      await transaction(async (tx) => {
        await tx.clusterCredential.deleteMany({ where: { clusterId: id } });
        await tx.$executeRaw`
          UPDATE clusters SET settings = settings - 'probeHostPorts' WHERE id = ${id} AND server IS DISTINCT FROM ${server ?? null}`;
        const endpoint = { kind, server: server ?? null, caData: caData ?? null, tlsServerName: tlsServerName ?? null };
        await tx.cluster.update({ where: { id }, data: endpoint });
      });
      return get(scope, id);
    },

    /** @returns how much would go with the cluster. */
    async removal(scope: Scope, id: string): Promise<ClusterRemoval | undefined> {
      return (await get(scope, id)) ? countRemoval(rows, id) : undefined;
    },

    /** Hides the cluster at once, erases its credential, ends its scan and its links; retention deletes the rows. */
    async remove(scope: Scope, id: string): Promise<boolean> {
      if (!(await get(scope, id))) return false;
      await transaction((tx) => removeClusters(tx, [id]));
      return true;
    },

    /** Removes every sample that the scope sees. @returns how many. */
    async removeSamples(scope: Scope): Promise<number> {
      const samples = await rows.cluster.findMany({
        where: { AND: [visibleClusters(scope), { kind: "sample" }] },
        select: { id: true },
      });
      await transaction((tx) =>
        removeClusters(
          tx,
          samples.map((sample) => sample.id),
        ),
      );
      return samples.length;
    },

    async sampleLoaded(scope: Scope): Promise<boolean> {
      return (await rows.cluster.count({ where: { AND: [visibleClusters(scope), { kind: "sample" }] } })) > 0;
    },
  };
}

const outsideScope: Failure<"outsideScope"> = {
  code: "outsideScope",
  message: "Only a reader of all clusters may register one.",
  remedy: "Ask an administrator whose scope is all clusters.",
};
