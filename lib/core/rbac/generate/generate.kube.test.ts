/** A real audit log becomes a role; put in place of a broad one, it allows the same requests and no others. */
import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAuditLog } from "#server/audit-log/read-audit-log.ts";
import type { KubeClient } from "#test/kube/client.ts";
import { readRbac } from "#test/kube/load-big.ts";
import type { KubeObject } from "#test/kube/object.ts";
import { type Kube, startKube, TIME_TO_START } from "#test/kube/server.ts";
import { accountUser } from "../subject.ts";
import { indexOf } from "../worlds.ts";
import type { AuditUse } from "./audit-tally.ts";
import { compareUse } from "./compare-use.ts";
import { leastRole } from "./least-role.ts";

const policy = "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n  - level: Metadata\n";
const rbac = "rbac.authorization.k8s.io";
const subject = { kind: "ServiceAccount", namespace: "ci", name: "worker" } as const;
const user = accountUser(subject.namespace, subject.name);

let kube: Kube;
let folder: string;
let worker: KubeClient;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "drydock-audit-"));
  await writeFile(join(folder, "policy.yaml"), policy);
  kube = await startKube({
    apiserverArgs: [`--audit-policy-file=${join(folder, "policy.yaml")}`, `--audit-log-path=${join(folder, "audit.log")}`],
  });
  await kube.apply(objects);
  worker = kube.withToken(await kube.createServiceAccountToken(subject.namespace, subject.name));
}, TIME_TO_START);
afterAll(async () => {
  await kube?.stop();
  await rm(folder, { recursive: true, force: true });
});

const namespace = (name: string): KubeObject => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
const bound = { kind: "ServiceAccount", name: subject.name, namespace: subject.namespace };
const objects: KubeObject[] = [
  ...["ci", "shop", "bank"].map(namespace),
  { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: subject.name, namespace: subject.namespace } },
  {
    ...{ apiVersion: `${rbac}/v1`, kind: "ClusterRole", metadata: { name: "broad" } },
    rules: [
      { apiGroups: ["*"], resources: ["*"], verbs: ["*"] },
      { nonResourceURLs: ["*"], verbs: ["get"] },
      { apiGroups: ["batch"], resources: ["jobs"], verbs: ["list"] },
    ],
  },
  {
    ...{ apiVersion: `${rbac}/v1`, kind: "ClusterRoleBinding", metadata: { name: "broad" } },
    roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "broad" },
    subjects: [bound],
  },
];

const settings = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "settings" }, data: { a: "b" } };
const merge = { "Content-Type": "application/merge-patch+json" };
const shop = "/api/v1/namespaces/shop";
type Done = readonly [path: string, init?: Parameters<KubeClient["request"]>[1]];

/** Named, unnamed, of subresources, across namespaces, of the cluster, and a URL; some find nothing, and were allowed to look. */
const done: readonly Done[] = [
  [`${shop}/configmaps`, { method: "POST", body: settings }],
  [`${shop}/configmaps/settings`],
  [`${shop}/configmaps/settings`, { method: "PATCH", headers: merge, body: { data: { a: "c" } } }],
  [`${shop}/configmaps/settings`, { method: "DELETE" }],
  [`${shop}/configmaps?fieldSelector=metadata.name%3Dsettings`],
  [`${shop}/pods/web-1/log`],
  [`${shop}/pods/web-1/exec?command=id`, { method: "POST" }],
  ["/apis/apps/v1/namespaces/shop/deployments"],
  ["/apis/apps/v1/namespaces/bank/deployments"],
  ["/apis/apps/v1/namespaces/bank/deployments/web/scale", { method: "PATCH", headers: merge, body: { spec: { replicas: 1 } } }],
  ["/api/v1/services"],
  ["/api/v1/nodes"],
  ["/api/v1/namespaces/shop"],
  ["/metrics"],
];
const notDone: readonly Done[] = [
  [`${shop}/configmaps`],
  [`${shop}/configmaps/other`],
  [`${shop}/secrets`],
  [`${shop}/pods/web-2/log`],
  [`${shop}/pods/web-1`],
  ["/api/v1/namespaces/bank/services/x"],
  ["/apis/apps/v1/namespaces/ci/deployments"],
  ["/apis/apps/v1/namespaces/bank/deployments/other/scale"],
  ["/api/v1/nodes/x"],
  ["/api/v1/namespaces/bank"],
  ["/logs"],
];

async function statuses(requests: readonly Done[]): Promise<number[]> {
  const all: number[] = [];
  for (const [path, init] of requests) all.push((await worker.request(path, init)).status);
  return all;
}

/** The API server writes an event when it has answered, which may be a moment later. */
async function useOf(requests: number): Promise<AuditUse> {
  const read = async () => {
    const log = await readAuditLog(createReadStream(join(folder, "audit.log")), { user });
    if (!log.ok) throw new Error(log.error.message);
    return log.value;
  };
  await expect.poll(async () => (await read()).events, { timeout: 20_000 }).toBeGreaterThanOrEqual(requests);
  return read();
}

test("a role made from a log of requests allows them and nothing else", { timeout: 120_000 }, async () => {
  await expect.poll(async () => (await worker.request("/api/v1/nodes")).status, { timeout: 20_000 }).toBe(200);
  const before = await statuses(done);
  expect(before).not.toContain(403);
  const use = await useOf(done.length);
  const actions = use.allowed.map(({ action }) => action);

  const { roles, clusterRoles, roleBindings, clusterRoleBindings } = await readRbac(kube);
  const named = (kind: string, items: readonly object[]) => items.map((item) => ({ ...item, apiVersion: `${rbac}/v1`, kind }));
  const index = indexOf([
    ...named("Role", roles),
    ...named("ClusterRole", clusterRoles),
    ...named("RoleBinding", roleBindings),
    ...named("ClusterRoleBinding", clusterRoleBindings),
  ]);
  const { unused, wider, notGranted } = compareUse(index, { user, actions, manyNames: use.manyNames });
  expect(unused.map(({ verbs, line }) => [verbs, line])).toEqual([[["list"], { group: "batch", resource: "jobs" }]]);
  expect(wider.map(({ line }) => line)).toEqual([{ group: "*", resource: "*" }, { url: "*" }]);
  expect(notGranted).toEqual([]);

  await kube.apply(leastRole(actions, { name: "least", subject, names: true }) as unknown as KubeObject[]);
  await kube.send(`/apis/${rbac}/v1/clusterrolebindings/broad`, { method: "DELETE" });
  await expect.poll(async () => (await worker.request(`${shop}/secrets`)).status, { timeout: 20_000 }).toBe(403);
  await expect.poll(async () => (await worker.request("/metrics")).status, { timeout: 20_000 }).toBe(200);
  expect(await statuses(done)).toEqual(before);
  expect(await statuses(notDone)).toEqual(notDone.map(() => 403));
  const after = await useOf(use.events + done.length + notDone.length);
  expect(after.denied.length).toBeGreaterThanOrEqual(notDone.length);
});
