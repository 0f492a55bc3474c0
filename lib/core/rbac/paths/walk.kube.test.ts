/** Hops walked on a real API server: what a path says can be done is done, and is refused once its cut is made. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inventoryOfObjects, type KubernetesObject } from "#core/inventory/from-objects.ts";
import { injectedKube } from "#test/kube/injected.ts";
import type { KubeObject } from "#test/kube/object.ts";
import { until } from "#test/kube/readiness.ts";
import { delegationObjects } from "../namespaces/delegation.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "../worlds.ts";
import type { HopKind } from "./graph.ts";
import type { Paths, SinkId } from "./paths.ts";
import { account, namespace, pathsOf, who } from "./worlds.ts";

const kube = injectedKube();
const rbac = "rbac.authorization.k8s.io";
const rbacPath = `/apis/${rbac}/v1`;
const place = "/api/v1/namespaces/walk";

const everything = rule("*", "*", "*");
const walker = (name: string, ...rules: Parameters<typeof role>[2]) => [
  role("walk", name, rules),
  binding("walk", name, `Role ${name}`, `User:${name}`),
];
const everywhere = (name: string, ...rules: Parameters<typeof clusterRole>[1]) => [
  clusterRole(name, rules),
  clusterBinding(name, name, `User:${name}`),
];
const objects: readonly KubernetesObject[] = [
  namespace("walk", "restricted"),
  namespace("walk-open"),
  namespace("walk-strict", "baseline"),
  role("walk-strict", "walk-strict", [rule("create", "", "pods")]),
  binding("walk-strict", "walk-strict", "Role walk-strict", "User:walk-strict"),
  account("walk", "boss"),
  account("walk", "actor"),
  account("walk", "nobody"),
  clusterRole("walk-root", [everything]),
  clusterBinding("walk-boss", "walk-root", "ServiceAccount:walk/boss"),
  ...walker("walk-pods", rule("create", "", "pods")),
  ...walker("walk-jobs", rule("create", "batch", "jobs")),
  ...walker("walk-token", rule("create", "", "serviceaccounts/token", { resourceNames: ["boss"] })),
  ...walker("walk-secret", rule("create,get", "", "secrets")),
  ...walker("walk-relax", rule("create", "", "pods"), rule("patch", "", "namespaces")),
  role("walk-open", "walk-open", [rule("create", "", "pods")]),
  binding("walk-open", "walk-open", "Role walk-open", "User:walk-open"),
  ...everywhere(
    "walk-bind",
    rule("create", rbac, "clusterrolebindings"),
    rule("bind", rbac, "clusterroles", { resourceNames: ["walk-root"] }),
  ),
  ...everywhere("walk-escalate", rule("get,update,patch,escalate", rbac, "clusterroles")),
  role("walk", "walk-accounts", [rule("impersonate", "", "serviceaccounts")]),
  binding("walk", "walk-accounts", "Role walk-accounts", "ServiceAccount:walk/actor"),
  // Near misses.
  ...everywhere("walk-covers", rule("create", rbac, "clusterrolebindings")),
  ...everywhere("walk-writes", rule("get,update,patch", rbac, "clusterroles")),
  ...walker("walk-other", rule("create", "", "serviceaccounts/token", { resourceNames: ["nobody"] })),
];

async function listed(path: string, kind: string, apiVersion: string): Promise<readonly KubernetesObject[]> {
  const { items } = await kube.send<{ items: KubeObject[] }>(path);
  return items.map((item) => ({ ...item, apiVersion, kind }) as unknown as KubernetesObject);
}

/** @returns the paths of what the server has. */
async function look(): Promise<Paths> {
  const lists = await Promise.all([
    listed("/api/v1/namespaces", "Namespace", "v1"),
    listed("/api/v1/serviceaccounts", "ServiceAccount", "v1"),
    listed("/api/v1/pods", "Pod", "v1"),
    ...["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"].map((kind) =>
      listed(`${rbacPath}/${kind.toLowerCase()}s`, kind, `${rbac}/v1`),
    ),
  ]);
  const cluster = { minor: "1.37", discovery: { resources: [], gaps: [] } };
  return pathsOf(inventoryOfObjects(lists.flat(), { takenAt: "2026-11-23T14:02:00Z", source: "live", cluster }));
}

const container = { name: "main", image: "registry.example/app:1" };
const strict = {
  ...container,
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
};
const securityContext = { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
const podAs = (serviceAccountName: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { generateName: "walk-" },
  spec: { serviceAccountName, securityContext, containers: [strict] },
});
const privileged = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { generateName: "walk-" },
  spec: { containers: [{ ...container, securityContext: { privileged: true } }] },
};
const rootBinding = (user: string) =>
  clusterBinding(`${user}-${Math.random().toString(36).slice(2)}`, "walk-root", `User:${user}`);
const dry = "?dryRun=All";
const merge = { "Content-Type": "application/merge-patch+json" };

async function post(user: string, path: string, body: unknown): Promise<number> {
  return (await kube.asUser(user).request(path, { method: "POST", body })).status;
}

/** Whether somebody may do everything, asked of the server with a token or an impersonation of theirs. */
async function reads(client: typeof kube): Promise<number> {
  return (await client.request("/api/v1/secrets?limit=1")).status;
}

async function tokenFromSecret(): Promise<number> {
  const name = `walk-${Math.random().toString(36).slice(2)}`;
  const metadata = { name, annotations: { "kubernetes.io/service-account.name": "boss" } };
  const secret = { apiVersion: "v1", kind: "Secret", type: "kubernetes.io/service-account-token", metadata };
  const made = await post("walk-secret", `${place}/secrets`, secret);
  if (made >= 300) return made;
  const read = () => kube.asUser("walk-secret").request<{ data?: { token?: string } }>(`${place}/secrets/${name}`);
  await until("a token in the Secret", async () => {
    const { status, body } = await read();
    return status === 403 || body.data?.token !== undefined;
  });
  const { status, body } = await read();
  return status < 300 ? reads(kube.withToken(Buffer.from(body.data?.token ?? "", "base64").toString())) : status;
}

async function tokenAsked(): Promise<number> {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const path = `${place}/serviceaccounts/boss/token`;
  const asked = await kube.asUser("walk-token").request<{ status?: { token: string } }>(path, { method: "POST", body });
  return asked.status < 300 ? reads(kube.withToken(asked.body.status?.token ?? "")) : asked.status;
}

async function relaxed(): Promise<number> {
  const metadata = { labels: { "pod-security.kubernetes.io/enforce": "privileged" } };
  const patched = await kube.asUser("walk-relax").request(place, { method: "PATCH", headers: merge, body: { metadata } });
  if (patched.status >= 300) return patched.status;
  const started = await post("walk-relax", `${place}/pods${dry}`, privileged);
  const strictAgain = { metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } } };
  await kube.send(place, { method: "PATCH", headers: merge, body: strictAgain });
  return started;
}

interface Walk {
  readonly subject: string;
  readonly kind: HopKind;
  readonly sink: SinkId;
  /** @returns the status of the last request: below 300 where the end's right was had. */
  readonly walk: () => Promise<number>;
}

let actor: string;
const walks: readonly Walk[] = [
  {
    subject: "User:walk-pods",
    kind: "startPods",
    sink: "cluster-admin",
    walk: () => post("walk-pods", `${place}/pods${dry}`, podAs("boss")),
  },
  {
    subject: "User:walk-jobs",
    kind: "startPods",
    sink: "cluster-admin",
    walk: () =>
      post("walk-jobs", `/apis/batch/v1/namespaces/walk/jobs${dry}`, {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: { name: "walk" },
        spec: { template: { spec: { ...podAs("boss").spec, restartPolicy: "Never" } } },
      }),
  },
  { subject: "User:walk-token", kind: "createToken", sink: "cluster-admin", walk: tokenAsked },
  { subject: "User:walk-secret", kind: "tokenSecret", sink: "cluster-admin", walk: tokenFromSecret },
  {
    subject: "ServiceAccount:walk/actor",
    kind: "impersonate",
    sink: "cluster-admin",
    walk: () => reads(kube.withToken(actor).asUser("system:serviceaccount:walk:boss")),
  },
  {
    subject: "User:walk-bind",
    kind: "bindRole",
    sink: "cluster-admin",
    walk: () => post("walk-bind", `${rbacPath}/clusterrolebindings${dry}`, rootBinding("walk-bind")),
  },
  {
    subject: "User:walk-escalate",
    kind: "rewriteRole",
    sink: "cluster-admin",
    walk: async () => {
      const path = `${rbacPath}/clusterroles/walk-escalate${dry}`;
      return (
        await kube.asUser("walk-escalate").request(path, { method: "PATCH", headers: merge, body: { rules: [everything] } })
      ).status;
    },
  },
  { subject: "User:walk-relax", kind: "relaxNamespace", sink: "node-root", walk: relaxed },
  {
    subject: "User:walk-open",
    kind: "startPods",
    sink: "node-root",
    walk: () => post("walk-open", `/api/v1/namespaces/walk-open/pods${dry}`, privileged),
  },
];

beforeAll(async () => {
  await kube.apply(objects as unknown as readonly KubeObject[]);
  actor = await kube.createServiceAccountToken("walk", "actor");
  await kube.createServiceAccountToken("walk", "boss");
});
afterAll(async () => {
  for (const { kind, metadata } of objects) {
    const { name, namespace: where } = metadata as { name: string; namespace?: string };
    if (kind.startsWith("ClusterRole")) await kube.request(`${rbacPath}/${kind.toLowerCase()}s/${name}`, { method: "DELETE" });
    if (kind === "Namespace" && where === undefined) await kube.request(`/api/v1/namespaces/${name}`, { method: "DELETE" });
  }
  await kube.request("/api/v1/namespaces/delegated", { method: "DELETE" });
  await kube.close();
});

const isDone = (status: number) => status < 300;

describe("a hop that a path names can be walked, until its binding is cut", () => {
  test.each(walks)("$subject: $kind", async ({ subject, kind, sink, walk }) => {
    await expect.poll(walk, { timeout: 20_000 }).toSatisfy(isDone);
    const { path, cut } = (await look()).path(who(subject), sink);
    expect(path[0]?.kind).toBe(kind);
    const own = path[0]?.chains[0]?.binding;
    expect(cut).toMatchObject({ proven: true, bindings: [{}] });
    const kept = await kube.send<KubeObject>(bindingPath(own as NonNullable<typeof own>));
    await kube.send(bindingPath(own as NonNullable<typeof own>), { method: "DELETE" });
    await expect.poll(walk, { timeout: 20_000 }).toBe(403);
    expect((await look()).path(who(subject), sink).verdict).not.toBe("reached");
    await kube.apply([
      { ...kept, metadata: { name: kept.metadata.name, ...(kept.metadata.namespace && { namespace: kept.metadata.namespace }) } },
    ]);
  });

  test("what the account at the end may do is everything, by the server's own word", async () => {
    const asks = { verb: "impersonate", group: "", resource: "groups", name: "system:masters" };
    const user = "system:serviceaccount:walk:boss";
    const { allowed } = await kube.subjectAccessReview({ user, resourceAttributes: asks });
    expect(allowed).toBe(true);
  });
});

function bindingPath({ kind, name, namespace: where }: { kind: string; name: string; namespace?: string }): string {
  return where === undefined
    ? `${rbacPath}/${kind.toLowerCase()}s/${name}`
    : `${rbacPath}/namespaces/${where}/${kind.toLowerCase()}s/${name}`;
}

describe("what no path goes through is refused", () => {
  const rewrite = async () => {
    const path = `${rbacPath}/clusterroles/walk-writes${dry}`;
    const init = { method: "PATCH", headers: merge, body: { rules: [everything] } };
    return (await kube.asUser("walk-writes").request(path, init)).status;
  };
  const ask = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
  const refused: readonly (readonly [string, SinkId, () => Promise<number>])[] = [
    [
      "walk-covers",
      "cluster-admin",
      () => post("walk-covers", `${rbacPath}/clusterrolebindings${dry}`, rootBinding("walk-covers")),
    ],
    ["walk-writes", "cluster-admin", rewrite],
    ["walk-other", "cluster-admin", () => post("walk-other", `${place}/serviceaccounts/boss/token`, ask)],
    ["walk-strict", "node-root", () => post("walk-strict", "/api/v1/namespaces/walk-strict/pods?dryRun=All", privileged)],
  ];
  test.each(refused)("%s", async (user, sink, walk) => {
    expect((await look()).path(who(`User:${user}`), sink).path).toEqual([]);
    await expect.poll(walk, { timeout: 20_000 }).toBe(403);
  });
});

describe("a namespace that is delegated", () => {
  const delegate = "delegate@example.com";
  const inside = "/api/v1/namespaces/delegated";
  const ask = async (method: string, path: string, body?: unknown, headers = {}) =>
    (await kube.asUser(delegate).request(path, { method, body, headers })).status;

  beforeAll(async () => {
    const subjects = [{ kind: "User", name: delegate }] as const;
    const made = delegationObjects({
      namespace: "delegated",
      subjects,
      podSecurity: "restricted",
      quota: true,
      networkPolicy: true,
    });
    await kube.apply(made as unknown as readonly KubeObject[]);
    await until("an authorizer that has caught up", async () => (await ask("GET", `${inside}/pods`)) === 200);
    await until("the default account", async () => (await kube.request(`${inside}/serviceaccounts/default`)).status === 200);
  });

  test("is administered: workloads, settings, and rights for others", async () => {
    const deployment = {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web" },
      spec: {
        selector: { matchLabels: { app: "web" } },
        template: { metadata: { labels: { app: "web" } }, spec: { securityContext, containers: [strict] } },
      },
    };
    const teammate = binding("delegated", "teammate", "Role namespace-administrator", "User:teammate");
    const statuses = [
      await ask("POST", `/apis/apps/v1/namespaces/delegated/deployments${dry}`, deployment),
      await ask("POST", `${inside}/pods${dry}`, podAs("default")),
      await ask("POST", `${inside}/configmaps${dry}`, { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } }),
      await ask("POST", `${inside}/secrets${dry}`, { apiVersion: "v1", kind: "Secret", metadata: { name: "a" } }),
      await ask("POST", `${rbacPath}/namespaces/delegated/rolebindings${dry}`, teammate),
    ];
    expect(statuses).toEqual([201, 201, 201, 201, 201]);
  });

  test("is no way out of it", async () => {
    const relax = { metadata: { labels: { "pod-security.kubernetes.io/enforce": "privileged" } } };
    const statuses = [
      await ask("PATCH", `${inside}${dry}`, relax, merge),
      await ask("POST", `${inside}/pods${dry}`, privileged),
      await ask(
        "POST",
        `${rbacPath}/namespaces/delegated/rolebindings${dry}`,
        binding("delegated", "up", "ClusterRole cluster-admin", `User:${delegate}`),
      ),
      await ask("POST", `${rbacPath}/clusterrolebindings${dry}`, clusterBinding("up", "view", `User:${delegate}`)),
      await ask(
        "POST",
        `${rbacPath}/namespaces/delegated/roles${dry}`,
        role("delegated", "up", [rule("impersonate", "", "serviceaccounts")]),
      ),
      await ask("DELETE", `${inside}/resourcequotas/namespace-administrator${dry}`),
      await ask("DELETE", `/apis/networking.k8s.io/v1/namespaces/delegated/networkpolicies/default-deny${dry}`),
      await ask("GET", "/api/v1/namespaces/walk/secrets"),
      await ask("GET", "/api/v1/nodes"),
    ];
    expect(statuses).toEqual(Array.from({ length: statuses.length }, () => 403));
    const { reaches } = (await look()).subject({ kind: "User", name: delegate });
    expect(reaches.filter(({ verdict }) => verdict === "reached")).toEqual([]);
  });
});
