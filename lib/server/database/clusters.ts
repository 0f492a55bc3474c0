/** Registered clusters, with what their fleet row shows. No function of this file can reach a credential. */
import { err, type Failure, ok, type Result } from "../../core/result.ts";
import type { Connection } from "./connection.ts";
import type { Prisma } from "./generated/client.ts";
import { newId } from "./ids.ts";
import { activeStates, type ClusterKind, present, resultStates, type ScanRow, word } from "./rows.ts";
import { scanRows, severityCounts, visibleItems, withCluster } from "./scan-rows.ts";
import { namespacesOf, type Scope } from "./scope.ts";
import { seen, visibleClusters } from "./visible.ts";

export interface CredentialView {
  readonly kind: "token" | "clientCertificate";
  readonly expiresAt?: Date;
  readonly withoutEnd: boolean;
  readonly renews: boolean;
  readonly updatedAt: Date;
  readonly renewalError?: string;
}

export interface TrendPoint {
  readonly scanId: string;
  readonly at: Date;
  /** Critical and high findings. */
  readonly urgent: number;
}

export interface ClusterRow {
  readonly id: string;
  readonly name: string;
  readonly kind: ClusterKind;
  readonly server?: string;
  readonly caData?: string;
  readonly tlsServerName?: string;
  readonly identity?: string;
  readonly provider?: string;
  readonly version?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly includeSecretNames: boolean;
  readonly createdAt: Date;
  readonly credential?: CredentialView;
  /** The newest scan with results. */
  readonly lastScan?: ScanRow;
  readonly activeScan?: ScanRow;
  /** The newest scan, when it failed after `lastScan`. */
  readonly lastFailure?: ScanRow;
  readonly nodes?: number;
  readonly namespaces?: number;
  readonly pods?: number;
  /** Scans with results, oldest first, at most 30. */
  readonly trend: readonly TrendPoint[];
  /** The reader sees some namespaces only. */
  readonly limited: boolean;
}

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
  readonly createdBy?: string;
}

export interface ClusterChange {
  readonly name?: string;
  readonly includeSecretNames?: boolean;
  readonly labels?: Readonly<Record<string, string>>;
}

type NameTaken = Failure<"nameTaken">;
const nameTaken: NameTaken = {
  code: "nameTaken",
  message: "A cluster with this name is registered already.",
  remedy: "Choose another name.",
};

const trendLength = 30;
const fields = {
  credential: {
    select: { kind: true, expiresAt: true, withoutEnd: true, renews: true, updatedAt: true, renewalError: true },
  },
} as const;
type StoredCluster = Prisma.ClusterGetPayload<{ include: typeof fields }>;

export type ClustersRepository = ReturnType<typeof clustersRepository>;

export function clustersRepository({ rows, transaction }: Connection) {
  async function find(scope: Scope, where: Prisma.ClusterWhereInput): Promise<ClusterRow[]> {
    const stored = await rows.cluster.findMany({
      where: { AND: [visibleClusters(scope), where] },
      include: fields,
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
    async create(scope: Scope, { includeSecretNames = false, labels = {}, ...cluster }: NewCluster) {
      if (scope.clusters !== "all") return err<NameTaken | Failure<"outsideScope">>(outsideScope);
      const id = cluster.id ?? newId("cls");
      const { count } = await rows.cluster.createMany({
        data: [{ ...cluster, id, labels, settings: { includeSecretNames } }],
        skipDuplicates: true,
      });
      const created = count === 1 ? await get(scope, id) : undefined;
      return created ? ok(created) : err<NameTaken | Failure<"outsideScope">>(nameTaken);
    },

    /** @returns the changed cluster, or undefined where the scope does not see it. */
    async change(
      scope: Scope,
      id: string,
      { name, includeSecretNames, labels }: ClusterChange,
    ): Promise<Result<ClusterRow | undefined, NameTaken>> {
      if (!(await get(scope, id))) return ok(undefined);
      if (name !== undefined && (await rows.cluster.findFirst({ where: { name, NOT: { id } }, select: { id: true } })))
        return err(nameTaken);
      await rows.$executeRaw`
        UPDATE clusters SET name = coalesce(${name ?? null}, name), updated_at = now(),
          labels = coalesce(${labels ? JSON.stringify(labels) : null}::jsonb, labels),
          settings = CASE WHEN ${includeSecretNames ?? null}::boolean IS NULL THEN settings
            ELSE settings || jsonb_build_object('includeSecretNames', ${includeSecretNames ?? null}::boolean) END
        WHERE id = ${id}`;
      return ok(await get(scope, id));
    },

    /** Names another endpoint; the credential, which was bound to the old one, is erased in the same transaction. */
    async replaceEndpoint(
      scope: Scope,
      id: string,
      { kind, server, caData, tlsServerName }: Pick<NewCluster, "kind" | "server" | "caData" | "tlsServerName">,
    ): Promise<ClusterRow | undefined> {
      if (!(await get(scope, id))) return undefined;
      await transaction(async (tx) => {
        await tx.clusterCredential.deleteMany({ where: { clusterId: id } });
        const endpoint = { kind, server: server ?? null, caData: caData ?? null, tlsServerName: tlsServerName ?? null };
        await tx.cluster.update({ where: { id }, data: endpoint });
      });
      return get(scope, id);
    },

    /** Hides the cluster at once, erases its credential and ends its scan; retention deletes the rows. */
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

async function removeClusters(tx: Connection["rows"], ids: readonly string[]): Promise<void> {
  const removed = { in: [...ids] };
  await tx.clusterCredential.deleteMany({ where: { clusterId: removed } });
  await tx.scan.updateMany({
    where: { clusterId: removed, state: { in: [...activeStates] } },
    data: { state: "cancelled", phase: "done", cancelRequestedAt: new Date(), finishedAt: new Date() },
  });
  await tx.$executeRaw`
    UPDATE clusters SET removed_at = now(), name = name || '~' || id, server = NULL, ca_data = NULL
    WHERE id = ANY(${[...ids]}::text[]) AND removed_at IS NULL`;
}

async function clusterRows(rows: Connection["rows"], scope: Scope, stored: readonly StoredCluster[]): Promise<ClusterRow[]> {
  const ids = stored.map((cluster) => cluster.id);
  const latest = stored.flatMap((cluster) => cluster.latestScanId ?? []);
  const [scans, trends, sizes] = await Promise.all([
    scansOf(rows, scope, ids, latest),
    trendsOf(rows, scope, ids),
    sizesOf(rows, scope, latest),
  ]);
  return stored.map((cluster) => {
    const mine = scans.filter((scan) => scan.clusterId === cluster.id);
    const lastScan = mine.find((scan) => scan.id === cluster.latestScanId);
    const lastFailure = mine.find((scan) => scan.state === "failed" && scan.number > (lastScan?.number ?? 0));
    return {
      ...openFields(cluster),
      lastScan,
      activeScan: mine.find((scan) => (activeStates as readonly string[]).includes(scan.state)),
      lastFailure,
      ...(cluster.latestScanId ? sizes.get(cluster.latestScanId) : undefined),
      trend: trends.get(cluster.id) ?? [],
      limited: namespacesOf(scope, cluster.id) !== "all",
    };
  });
}

function openFields(cluster: StoredCluster): Omit<ClusterRow, "trend" | "limited"> {
  const { credential } = cluster;
  return {
    id: cluster.id,
    name: cluster.name,
    kind: word(cluster.kind),
    server: present(cluster.server),
    caData: present(cluster.caData),
    tlsServerName: present(cluster.tlsServerName),
    identity: present(cluster.identity),
    provider: present(cluster.provider),
    version: present(cluster.version),
    labels: cluster.labels as Record<string, string>,
    includeSecretNames: (cluster.settings as { includeSecretNames?: unknown }).includeSecretNames === true,
    createdAt: cluster.createdAt,
    credential: credential
      ? {
          kind: word(credential.kind),
          expiresAt: present(credential.expiresAt),
          withoutEnd: credential.withoutEnd,
          renews: credential.renews,
          updatedAt: credential.updatedAt,
          renewalError: present(credential.renewalError),
        }
      : undefined,
  };
}

/** The newest scan with results, the active one and the newest failed one of each cluster. */
async function scansOf(
  rows: Connection["rows"],
  scope: Scope,
  clusterIds: readonly string[],
  latest: readonly string[],
): Promise<ScanRow[]> {
  const failed = await rows.scan.findMany({
    where: { clusterId: { in: [...clusterIds] }, state: "failed" },
    orderBy: [{ clusterId: "asc" }, { number: "desc" }],
    distinct: ["clusterId"],
    select: { id: true },
  });
  const stored = await rows.scan.findMany({
    where: {
      OR: [
        { id: { in: [...latest, ...failed.map((scan) => scan.id)] } },
        { clusterId: { in: [...clusterIds] }, state: { in: [...activeStates] } },
      ],
    },
    include: withCluster,
  });
  return scanRows(rows, scope, stored);
}

async function trendsOf(
  rows: Connection["rows"],
  scope: Scope,
  clusterIds: readonly string[],
): Promise<Map<string, readonly TrendPoint[]>> {
  const points = await rows.$queryRaw<{ id: string; cluster_id: string; finished_at: Date; urgent: number }[]>`
    SELECT s.id, s.cluster_id, s.finished_at, coalesce(s.critical, 0) + coalesce(s.high, 0) AS urgent
    FROM unnest(${[...clusterIds]}::text[]) AS c(id) CROSS JOIN LATERAL (
      SELECT * FROM scans WHERE cluster_id = c.id AND state = ANY(${[...resultStates]}::text[])
      ORDER BY number DESC LIMIT ${trendLength}
    ) s ORDER BY s.number`;
  const views = points.map((point) => seen(scope, { id: point.id, clusterId: point.cluster_id }));
  const limited = views.filter((view) => view.namespaces !== "all");
  const counts = limited.length > 0 ? await severityCounts(rows, limited) : new Map();
  const hidden = new Set(limited.map((view) => view.id));
  const trends = new Map<string, TrendPoint[]>();
  for (const { id, cluster_id, finished_at, urgent } of points) {
    const own = counts.get(id);
    const visible = hidden.has(id) ? (own ? own.critical + own.high : 0) : urgent;
    const of = trends.get(cluster_id) ?? [];
    of.push({ scanId: id, at: finished_at, urgent: visible });
    trends.set(cluster_id, of);
  }
  return trends;
}

type Sizes = Pick<ClusterRow, "nodes" | "namespaces" | "pods">;

/** How many nodes, namespaces and pods a scan saw; what it could not see at all stays unsaid. */
async function sizesOf(rows: Connection["rows"], scope: Scope, scanIds: readonly string[]): Promise<Map<string, Sizes>> {
  const looks = await rows.scanLook.findMany({
    where: {
      scanId: { in: [...scanIds] },
      resource: { in: ["nodes", "namespaces", "pods"] },
      state: { in: ["complete", "partial"] },
    },
    include: { scan: { select: { clusterId: true } } },
  });
  const sizes = new Map<string, Sizes>();
  for (const look of looks) {
    const { namespaces } = seen(scope, { id: look.scanId, clusterId: look.scan.clusterId });
    if (namespaces !== "all" && look.resource === "nodes") continue;
    const count = namespaces !== "all" && look.resource === "namespaces" ? namespaces.size : visibleItems(look, namespaces);
    sizes.set(look.scanId, { ...sizes.get(look.scanId), [look.resource]: count });
  }
  return sizes;
}
