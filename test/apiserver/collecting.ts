/** A small cluster on the fake API server, and one collection of it: what the tests of the collector share. */
import { afterEach, expect } from "vitest";
import type { Gap } from "#core/inventory/gap.ts";
import type { Inventory } from "#core/inventory/inventory.ts";
import type { ResourceId } from "#core/inventory/resources.ts";
import type { Clock } from "#server/cluster/collect/clock.ts";
import { type CollectOptions, collectInventory } from "#server/cluster/collect/collect.ts";
import { type ClusterConnection, type ConnectionOptions, openConnection } from "#server/cluster/connect.ts";
import { parseServerCaToken } from "#server/cluster/kubeconfig/server-ca-token.ts";
import {
  type FakeApiServer,
  type FakeApiServerOptions,
  type FakeResource,
  type Misbehaviour,
  startFakeApiServer,
} from "./fake-api-server.ts";

export const TOKEN = "token-canary";
const policy = { loopback: true, privateRanges: true, ownEndpoints: [], localAddresses: [] };
export const RBAC = "rbac.authorization.k8s.io";

export const pod = (namespace: string, name: string) => ({
  metadata: { namespace, name, uid: `${namespace}-${name}` },
  spec: { containers: [{ name: "c", image: "i" }] },
});
export const namespaces = ["kube-system", "shop", "web"];
export const world: readonly FakeResource[] = [
  {
    plural: "namespaces",
    kind: "Namespace",
    namespaced: false,
    objects: namespaces.map((name) => ({ metadata: { name, uid: `uid-${name}` } })),
  },
  {
    plural: "pods",
    kind: "Pod",
    objects: Array.from({ length: 25 }, (_, index) => pod(namespaces[index % 3] ?? "", `p-${index}`)),
  },
  {
    plural: "secrets",
    kind: "Secret",
    objects: [{ metadata: { namespace: "web", name: "s" }, type: "Opaque", data: { password: "c2VjcmV0LWNhbmFyeQ==" } }],
  },
  { group: "apps", plural: "deployments", kind: "Deployment", objects: [] },
  { group: "batch", plural: "cronjobs", kind: "CronJob", objects: [] },
  { group: "batch", version: "v1beta1", plural: "cronjobs", kind: "CronJob", objects: [] },
  { group: RBAC, plural: "roles", kind: "Role", objects: [{ metadata: { namespace: "web", name: "r" }, rules: [] }] },
];

let server: FakeApiServer | undefined;
afterEach(stopServer);

/** Stops the server of the last look, so that a test may look again. */
export async function stopServer(): Promise<void> {
  await server?.stop();
  server = undefined;
}

/** What the last look asked. */
export const requests = () => server?.requests ?? [];
export const mostAtOnce = () => server?.mostAtOnce() ?? 0;

/** A clock that only `sleep` moves. */
export function stoppedClock(): Clock & { readonly slept: number[] } {
  let now = Date.parse("2026-11-24T10:00:00Z");
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(now),
    random: () => 0.5,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
}

export type Options = Partial<Omit<FakeApiServerOptions, "resources">> &
  Omit<CollectOptions, "resources"> & {
    world?: readonly FakeResource[];
    only?: readonly ResourceId[];
    connection?: Partial<ConnectionOptions>;
  };

/** Starts the server, connects to it, and closes the connection after the work. */
export async function connectToFake<T>(
  { resources = world, ...options }: Partial<FakeApiServerOptions>,
  work: (connection: ClusterConnection) => Promise<T>,
  more: Partial<ConnectionOptions> = {},
): Promise<T> {
  await stopServer();
  server = await startFakeApiServer({ resources, ...options });
  const parsed = parseServerCaToken({ server: server.url, ca: server.ca, token: TOKEN });
  if (!parsed.ok) throw new Error(parsed.error[0]?.message);
  const connection = openConnection(parsed.value, { policy, version: "1", ...more });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** Starts the server and looks at it once. */
export function attempt({
  world: resources,
  misbehave,
  aggregatedDiscovery,
  gzip,
  connection: more,
  only,
  ...options
}: Options = {}) {
  return connectToFake(
    { resources, misbehave, aggregatedDiscovery, gzip },
    (connection) => collectInventory(connection, { clock: stoppedClock(), pageSize: 10, resources: only, ...options }),
    more,
  );
}

/** The inventory of a look that works, after seeing that no secret value is in it. */
export async function collected(options: Options = {}): Promise<Inventory> {
  const inventory = await attempt(options);
  if (!inventory.ok) throw new Error(inventory.error.code);
  expect(JSON.stringify(inventory.value)).not.toMatch(/canary/);
  return inventory.value;
}

export const gapsOf = (inventory: Inventory, resource: ResourceId): readonly Gap[] => {
  const { coverage } = inventory.looks[resource];
  return "gaps" in coverage ? coverage.gaps : [];
};
export const isList = (target: string, plural: string) => target.includes(`/${plural}?`);
export const targets = () => requests().map(({ target }) => target);

/** Misbehaves for lists of one kind alone. */
export function forList(plural: string, act: Misbehaviour): Misbehaviour {
  return (request, response) => isList(request.target, plural) && act(request, response);
}
