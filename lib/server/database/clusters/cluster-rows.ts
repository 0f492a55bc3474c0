/** What a cluster's fleet row shows, as far as the scope sees it. No function of this file can reach a credential. */
import type { Rows } from "../database.ts";
import type { Prisma } from "../generated/client.ts";
import { activeStates, type ClusterKind, present, resultStates, type ScanRow, word } from "../rows.ts";
import { scanRows, severityCounts, visibleItems, withCluster } from "../scans/scan-rows.ts";
import { namespacesOf, type Scope } from "../scope.ts";
import { seen } from "../visible.ts";

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
  readonly includeHelmReleases: boolean;
  readonly probeHostPorts: boolean;
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

const trendLength = 30;
export const clusterFields = {
  credential: {
    select: { kind: true, expiresAt: true, withoutEnd: true, renews: true, updatedAt: true, renewalError: true },
  },
} as const;
type StoredCluster = Prisma.ClusterGetPayload<{ include: typeof clusterFields }>;

/** @returns the clusters as the scope sees them, in the same order. */
export async function clusterRows(rows: Rows, scope: Scope, stored: readonly StoredCluster[]): Promise<ClusterRow[]> {
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

function isOn({ settings }: StoredCluster, setting: "includeSecretNames" | "includeHelmReleases" | "probeHostPorts"): boolean {
  return (settings as Readonly<Record<string, unknown>>)[setting] === true;
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
    includeSecretNames: isOn(cluster, "includeSecretNames"),
    includeHelmReleases: isOn(cluster, "includeHelmReleases"),
    probeHostPorts: isOn(cluster, "probeHostPorts"),
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
async function scansOf(rows: Rows, scope: Scope, clusterIds: readonly string[], latest: readonly string[]): Promise<ScanRow[]> {
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

async function trendsOf(rows: Rows, scope: Scope, clusterIds: readonly string[]): Promise<Map<string, readonly TrendPoint[]>> {
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
async function sizesOf(rows: Rows, scope: Scope, scanIds: readonly string[]): Promise<Map<string, Sizes>> {
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
