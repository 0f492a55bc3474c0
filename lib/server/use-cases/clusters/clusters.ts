/** Registered clusters: list, register, change, give a new connection, remove. Credentials go in and never come out. */
import type { Cluster, ClusterRemoval, Connection } from "../../../contracts/clusters.ts";
import { formatLabels, type Labels } from "../../../core/clusters/labels.ts";
import { ok } from "../../../core/result.ts";
import type { Actor } from "../../auth/actor.ts";
import { apiMetricsManifests, helmReleasesManifests, readerManifests, renderManifests } from "../../cluster/role.ts";
import type { ClusterRow, NewCluster } from "../../database/clusters/clusters.ts";
import { newId } from "../../database/ids.ts";
import { seesAllOf } from "../../database/scope.ts";
import { attempt, Refused } from "../attempt.ts";
import { record } from "../audit/audit.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import type { Services } from "../services.ts";
import { waivedOf } from "../waivers/waived-counts.ts";
import { clusterView } from "./cluster-view.ts";
import { type Reach, readConnection, sealCredential } from "./connection.ts";

interface ClusterId {
  readonly id: string;
}

export const listClusters = defineUseCase<unknown, { items: Cluster[] }>("report:read", async ({ scope }, _input, services) => {
  const rows = await services.repositories.clusters.list(scope);
  const waived = await waivedOf(scope, rows, services);
  return ok({ items: rows.map((row) => clusterView(row, waived(row))) });
});

export const getCluster = defineUseCase<ClusterId, Cluster>("report:read", async ({ scope }, { id }, services) => {
  const row = await services.repositories.clusters.get(scope, id);
  if (row === undefined) return refuse("notFound");
  const waived = await waivedOf(scope, [row], services);
  return ok(clusterView(row, waived(row)));
});

function shown(row: ClusterRow | undefined): Outcome<Cluster> {
  return row === undefined ? refuse("notFound") : ok(clusterView(row));
}

interface Granted {
  readonly secretNames?: boolean;
  readonly part?: "helmReleases" | "apiMetrics";
}

export const readerManifest = defineUseCase<Granted, { yaml: string }>(
  "signedIn",
  async (_actor, { secretNames = false, part }) =>
    ok({ yaml: renderManifests(part === undefined ? readerManifests({ secretNames }) : parts[part]()) }),
);

const parts = { helmReleases: helmReleasesManifests, apiMetrics: apiMetricsManifests };

export interface Registration {
  readonly name: string;
  readonly connection: Connection;
  readonly includeSecretNames: boolean;
  readonly probeHostPorts: boolean;
}

export const registerCluster = defineUseCase<Registration, Cluster>("cluster:admin", async (actor, input, services) => {
  if (actor.scope.clusters !== "all") return refuse("forbidden", onlyAll);
  const reach = readConnection(input.connection, services);
  if (!reach.ok) return reach;
  const id = newId("cls");
  const { name, includeSecretNames, probeHostPorts } = input;
  const registered = await attempt(services, async (tx) => {
    const cluster = { id, name, includeSecretNames, probeHostPorts, createdBy: actor.name, ...endpointOf(reach.value) };
    const created = await tx.clusters.create(actor.scope, cluster);
    if (!created.ok) throw new Refused({ code: created.error.code === "nameTaken" ? "nameTaken" : "forbidden" });
    await putCredential(actor, { id, reach: reach.value, version: 1 }, { ...services, repositories: tx });
    await record(tx, actor, {
      action: "cluster.register",
      clusterId: id,
      subject: name,
      detail: { kind: reach.value.kind, server: endpointOf(reach.value).server, includeSecretNames, probeHostPorts },
    });
  });
  return registered.ok ? getCluster(actor, { id }, services) : registered;
});

export const onlyAll = { detail: "Your scope is some clusters; this needs a scope of all clusters." };

type Endpoint = Pick<NewCluster, "kind" | "server" | "caData" | "tlsServerName">;

function endpointOf(reach: Reach): Endpoint {
  if (reach.kind === "inCluster") return { kind: "inCluster" };
  const { endpoint, caData, tlsServerName } = reach.parsed;
  return { kind: "live", server: endpoint.url, caData, tlsServerName };
}

interface Given {
  readonly id: string;
  readonly reach: Reach;
  /** Higher than that of every credential that the cluster had. */
  readonly version: number;
}

async function putCredential(actor: Actor, { id, reach, version }: Given, services: Services): Promise<void> {
  if (reach.kind === "inCluster") return;
  const sealed = await sealCredential(reach.parsed, { row: id, version }, services);
  if (!(await services.repositories.credentials.put(actor.scope, id, sealed))) throw new Refused({ code: "notFound" });
}

export interface ClusterChange extends ClusterId {
  readonly name?: string;
  readonly labels?: Labels;
  readonly includeSecretNames?: boolean;
  readonly includeHelmReleases?: boolean;
  readonly probeHostPorts?: boolean;
}

export const changeCluster = defineUseCase<ClusterChange, Cluster>(
  "cluster:admin",
  async (actor, { id, ...change }, services) => {
    const { repositories } = services;
    const before = seesAllOf(actor.scope, id) ? await repositories.clusters.get(actor.scope, id) : undefined;
    if (before === undefined) return refuse("notFound");
    const changed = await repositories.clusters.change(actor.scope, id, change);
    if (!changed.ok) return refuse("nameTaken");
    if (changed.value !== undefined) {
      const [was, is] = [auditFacts(before), auditFacts(changed.value)];
      await record(repositories, actor, { action: "cluster.change", clusterId: id, subject: is.name, before: was, after: is });
    }
    return shown(changed.value);
  },
);

/** What of a cluster can be changed, as an entry of the audit log may carry it. */
function auditFacts({ name, labels, includeSecretNames, includeHelmReleases, probeHostPorts }: ClusterRow) {
  return { name, labels: formatLabels(labels), includeSecretNames, includeHelmReleases, probeHostPorts };
}

function endpointFacts(reach: Reach) {
  const { kind, server } = endpointOf(reach);
  return { kind, server };
}

export interface NewConnection extends ClusterId {
  readonly connection: Connection;
}

/** The old credential is erased in the transaction that names the new endpoint. */
export const replaceConnection = defineUseCase<NewConnection, Cluster>(
  "cluster:admin",
  async (actor, { id, connection }, services) => {
    const cluster = seesAllOf(actor.scope, id) ? await services.repositories.clusters.get(actor.scope, id) : undefined;
    if (cluster === undefined) return refuse("notFound");
    if (cluster.kind === "sample" || cluster.kind === "snapshot") return refuse("noLiveConnection");
    const reach = readConnection(connection, services);
    if (!reach.ok) return reach;
    const replaced = await attempt(services, async (tx) => {
      const version = await tx.credentials.nextVersion(actor.scope, id);
      if (!(await tx.clusters.replaceEndpoint(actor.scope, id, endpointOf(reach.value)))) throw new Refused({ code: "notFound" });
      await putCredential(actor, { id, reach: reach.value, version }, { ...services, repositories: tx });
      const sides = { before: { kind: cluster.kind, server: cluster.server }, after: endpointFacts(reach.value) };
      await record(tx, actor, { action: "cluster.connection", clusterId: id, subject: cluster.name, ...sides });
    });
    return replaced.ok ? getCluster(actor, { id }, services) : replaced;
  },
);

export const clusterRemoval = defineUseCase<ClusterId, ClusterRemoval>("cluster:admin", async ({ scope }, { id }, services) => {
  const found = seesAllOf(scope, id) ? await services.repositories.clusters.removal(scope, id) : undefined;
  return found === undefined ? refuse("notFound") : ok(found);
});

/** Links, waivers and schedules that rest on the cluster end in the same transaction in which it is hidden. */
export const removeCluster = defineUseCase<ClusterId, undefined>("cluster:admin", async (actor, { id }, services) => {
  if (!seesAllOf(actor.scope, id)) return refuse("notFound");
  return attempt(services, async (tx) => {
    const cluster = await tx.clusters.get(actor.scope, id);
    const removal = await tx.clusters.removal(actor.scope, id);
    if (cluster === undefined || removal === undefined || !(await tx.clusters.remove(actor.scope, id)))
      throw new Refused({ code: "notFound" });
    const { kind, server, name: subject } = cluster;
    await record(tx, actor, { action: "cluster.remove", clusterId: id, subject, detail: { kind, server, ...removal } });
    return undefined;
  });
});
