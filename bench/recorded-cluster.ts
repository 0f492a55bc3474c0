/** A recorded cluster, served again and again as an API server would, with as much latency as is asked for. */
import { setTimeout as delay } from "node:timers/promises";
import { resources } from "#core/inventory/resources.ts";
import { type FakeApiServer, type FakeObject, startFakeApiServer } from "#test/apiserver/fake-api-server.ts";
import { generateRbac, SMALL } from "#test/kube/generate/generate-rbac.ts";
import { generateWorkloads } from "#test/kube/generate/generate-workloads.ts";
import type { KubeObject } from "#test/kube/object.ts";

export interface RecordedCluster {
  readonly server: string;
  readonly ca: string;
  readonly objects: number;
  /** Milliseconds that pass before each answer. */
  setLatency(milliseconds: number): void;
  requests(): number;
  stop(): Promise<void>;
}

const seed = 1;

/** Starts a server of an ordinary cluster with this many pods. */
export async function startRecordedCluster(pods: number): Promise<RecordedCluster> {
  const objects = objectsOf(pods);
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  let latency = 0;
  let requests = 0;
  const server: FakeApiServer = await startFakeApiServer({
    resources: Object.values(resources).map(({ group, plural, kind, namespaced, versions: [version = "v1"] }) => ({
      ...{ group, plural, kind, namespaced, version },
      objects: (byKind.get(kind) ?? []) as unknown as FakeObject[],
    })),
    misbehave: async () => {
      requests++;
      if (latency > 0) await delay(latency);
      return false;
    },
  });
  return {
    server: server.url,
    ca: server.ca,
    objects: objects.length,
    setLatency: (milliseconds) => {
      latency = milliseconds;
    },
    requests: () => requests,
    stop: () => server.stop(),
  };
}

function objectsOf(pods: number): KubeObject[] {
  const rbac = generateRbac(seed, SMALL);
  const workloads = generateWorkloads(seed, pods, rbac.serviceAccounts);
  const { namespaces, serviceAccounts, roles, clusterRoles, roleBindings, clusterRoleBindings } = rbac;
  const system: KubeObject = { apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } };
  const all = [
    ...[system, ...namespaces, ...serviceAccounts, ...roles, ...clusterRoles, ...roleBindings, ...clusterRoleBindings],
    ...[...workloads.deployments, ...workloads.replicaSets, ...workloads.pods],
  ];
  return all.map((object, index) => ({ ...object, metadata: { ...object.metadata, uid: `recorded-${index}` } }));
}
