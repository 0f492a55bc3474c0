/** Registering clusters: what is stored, what is refused, and that a credential never comes back. */
import { describe, expect, test } from "vitest";
import type { Cluster } from "#contracts/clusters.ts";
import { systemScope } from "#server/database/scope.ts";
import { type AskOptions, createTestApi, type TestApi } from "#test/api/api.ts";
import { walk } from "#test/api/walk.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { issueCertificate } from "#test/tls/certificates.ts";

const authority = issueCertificate({ commonName: "authority", authority: true });
const caData = Buffer.from(authority.certificate).toString("base64");
const canary = "c4n4ry-t0ken-that-nobody-may-see";

interface Fields {
  readonly server?: string;
  readonly user?: object;
  readonly cluster?: object;
}

function kubeconfig({ server = "https://10.1.2.3:6443", user = { token: canary }, cluster = {} }: Fields = {}): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "dock", cluster: { server, "certificate-authority-data": caData, ...cluster } }],
    users: [{ name: "jane", user }],
    contexts: [{ name: "here", context: { cluster: "dock", user: "jane" } }],
    "current-context": "here",
  });
}

interface Admin {
  readonly api: TestApi;
  ask(method: string, path: string, body?: unknown, options?: AskOptions): Promise<Response>;
  register(name: string, fields?: Fields): Promise<Cluster>;
}

async function administrator(): Promise<Admin> {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  const ask: Admin["ask"] = (method, path, body, options = {}) => api.ask(method, path, { cookie, body, ...options });
  const register: Admin["register"] = async (name, fields) => {
    const response = await ask("POST", "/clusters", { name, connection: { kind: "kubeconfig", text: kubeconfig(fields) } });
    expect(response.status).toBe(201);
    return (await response.json()) as Cluster;
  };
  return { api, ask, register };
}

async function credentials(api: TestApi): Promise<{ sealed: string; version: number; endpoint_fingerprint: string }[]> {
  return (await api.data.database.pool.query("SELECT * FROM cluster_credentials")).rows;
}

/** Everything that the database holds, as text. */
async function everythingStored(api: TestApi): Promise<string> {
  const { pool } = api.data.database;
  const tables = await pool.query<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'pgboss')",
  );
  const texts = await Promise.all(
    tables.rows.map(async ({ name }) => JSON.stringify((await pool.query(`SELECT t::text FROM ${name} t`)).rows)),
  );
  return texts.join("\n");
}

describe("a registered cluster", () => {
  test("shows where it is and what kind of credential it has, and not the credential", async () => {
    const { api, register } = await administrator();
    const cluster = await register("payments");
    expect(cluster).toMatchObject({
      name: "payments",
      kind: "live",
      server: "https://10.1.2.3:6443",
      caFingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
      credential: { kind: "token", withoutEnd: true, renews: false },
      trend: [],
    });
    const [stored] = await credentials(api);
    expect(stored?.sealed).toMatch(/^v1\.[0-9a-f]{16}\./);
  });

  test("loses its credential with its endpoint, and the new one is sealed anew", async () => {
    const { api, ask, register } = await administrator();
    const { id } = await register("payments");
    const [before] = await credentials(api);
    const connection = { kind: "token", server: "https://10.9.9.9:6443", caData, token: "another" };
    const replaced = await ask("PUT", `/clusters/${id}/connection`, { connection });
    expect(await replaced.json()).toMatchObject({ server: "https://10.9.9.9:6443" });
    const [after] = await credentials(api);
    expect(after?.version).toBeGreaterThan(before?.version ?? 0);
    expect(after?.endpoint_fingerprint).not.toBe(before?.endpoint_fingerprint);
    expect(after?.sealed).not.toBe(before?.sealed);
  });

  test("keeps its connection when the new one is refused", async () => {
    const { api, ask, register } = await administrator();
    const { id } = await register("payments");
    const before = await credentials(api);
    const connection = { kind: "token", server: "https://169.254.169.254", token: "another" };
    expect((await ask("PUT", `/clusters/${id}/connection`, { connection })).status).toBe(422);
    expect(await credentials(api)).toEqual(before);
  });

  test("is gone at once when it is removed, with its credential", async () => {
    const { api, ask, register } = await administrator();
    const { id } = await register("payments");
    expect((await ask("DELETE", `/clusters/${id}`)).status).toBe(204);
    expect((await ask("GET", `/clusters/${id}`)).status).toBe(404);
    expect(await credentials(api)).toEqual([]);
    await register("payments");
  });

  test("can be renamed, but not to a name that is taken", async () => {
    const { ask, register } = await administrator();
    const { id } = await register("payments");
    await register("shop");
    expect((await ask("PATCH", `/clusters/${id}`, { name: "shop" })).status).toBe(409);
    expect(await (await ask("PATCH", `/clusters/${id}`, { name: "bank", includeSecretNames: true })).json()).toMatchObject({
      name: "bank",
      includeSecretNames: true,
    });
  });

  test("has its releases of Helm read only after somebody turned that on, and the audit log says who", async () => {
    const { ask, register } = await administrator();
    const cluster = await register("payments");
    expect(cluster).toMatchObject({ includeHelmReleases: false });
    await ask("PATCH", `/clusters/${cluster.id}`, { includeSecretNames: true });
    const changed = await (await ask("PATCH", `/clusters/${cluster.id}`, { includeHelmReleases: true })).json();
    expect(changed).toMatchObject({ name: "payments", includeHelmReleases: true, includeSecretNames: true });
    expect(await (await ask("GET", "/audit?limit=1")).json()).toMatchObject({
      items: [{ action: "cluster.change", before: { includeHelmReleases: false }, after: { includeHelmReleases: true } }],
    });
    expect((await (await ask("GET", "/reader-manifest?part=helmReleases")).json()).yaml).toContain(
      "drydock-reader-helm-releases",
    );
  });
});

describe("the look at what else listens at the API server's address", () => {
  test("is off until somebody turns it on, which the audit log tells, and ends with the address", async () => {
    const { ask, register } = await administrator();
    const { id, probeHostPorts } = await register("payments");
    expect(probeHostPorts).toBe(false);
    expect(await (await ask("PATCH", `/clusters/${id}`, { probeHostPorts: true })).json()).toMatchObject({
      probeHostPorts: true,
      includeSecretNames: false,
    });
    expect(await (await ask("GET", "/audit?limit=1")).json()).toMatchObject({
      items: [{ action: "cluster.change", before: { probeHostPorts: false }, after: { probeHostPorts: true } }],
    });
    const renamed = await (await ask("PATCH", `/clusters/${id}`, { name: "bank" })).json();
    expect(renamed).toMatchObject({ name: "bank", probeHostPorts: true });
    const moved = { kind: "token", server: "https://10.9.8.7:6443", token: "t" };
    const replaced = await ask("PUT", `/clusters/${id}/connection`, { connection: moved });
    expect(await replaced.json()).toMatchObject({ probeHostPorts: false });
  });
});

describe("a registration is refused", () => {
  test("for a name that is taken, and leaves nothing", async () => {
    const { api, ask, register } = await administrator();
    await register("payments");
    const again = await ask("POST", "/clusters", { name: "payments", connection: { kind: "kubeconfig", text: kubeconfig() } });
    expect([again.status, (await again.json()).code]).toEqual([409, "nameTaken"]);
    expect(await credentials(api)).toHaveLength(1);
  });

  test("for what a kubeconfig may not have, by name and all at once", async () => {
    const { api, ask } = await administrator();
    const text = kubeconfig({ user: { exec: { command: "touch", args: [canary] }, tokenFile: "/etc/passwd" } });
    const response = await ask("POST", "/clusters", { name: "payments", connection: { kind: "kubeconfig", text } });
    const problem = await response.json();
    expect([response.status, problem.code]).toEqual([422, "kubeconfigRefused"]);
    expect(problem.issues.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining([expect.stringContaining("exec")]),
    );
    expect(JSON.stringify(problem)).not.toContain(canary);
    expect(await api.data.repositories.clusters.list(systemScope)).toEqual([]);
  });

  test.each([
    ["http://10.1.2.3:6443", "kubeconfigRefused"],
    ["https://169.254.169.254", "endpointRefused"],
    ["https://127.0.0.1:3000", "endpointRefused"],
    ["https://user:pass@10.1.2.3", "endpointRefused"],
  ])("for the server %s", async (server, _code) => {
    const { ask } = await administrator();
    const response = await ask("POST", "/clusters", {
      name: "payments",
      connection: { kind: "kubeconfig", text: kubeconfig({ server }) },
    });
    expect(response.status).toBe(422);
    expect((await response.json()).detail).toMatch(/./);
  });

  test("for a token that has ended", async () => {
    const { ask } = await administrator();
    const token = ["e30", Buffer.from(JSON.stringify({ exp: 1_000_000 })).toString("base64url"), "c2ln"].join(".");
    const connection = { kind: "token", server: "https://10.1.2.3:6443", token };
    const response = await ask("POST", "/clusters", { name: "payments", connection });
    expect([response.status, (await response.json()).code]).toEqual([422, "credentialEnded"]);
  });

  test("for the cluster that Drydock runs in, where nobody configured it", async () => {
    const { ask } = await administrator();
    const response = await ask("POST", "/clusters", { name: "here", connection: { kind: "inCluster" } });
    expect([response.status, (await response.json()).code]).toEqual([422, "endpointRefused"]);
  });

  test("to an administrator of some clusters, who may change theirs", async () => {
    const { api, register } = await administrator();
    const mine = await register("mine");
    const limited = await api.signIn({ scope: { clusters: [{ id: mine.id }] } });
    const body = { name: "more", connection: { kind: "kubeconfig", text: kubeconfig() } };
    expect((await api.ask("POST", "/clusters", { cookie: limited, body })).status).toBe(403);
    expect((await api.ask("POST", "/connection-tests", { cookie: limited, body })).status).toBe(403);
    expect((await api.ask("GET", "/users", { cookie: limited })).status).toBe(403);
    expect((await api.ask("PATCH", `/clusters/${mine.id}`, { cookie: limited, body: { name: "ours" } })).status).toBe(200);
    const narrow = await api.signIn({ scope: { clusters: [{ id: mine.id, namespaces: ["shop"] }] } });
    for (const method of ["PATCH", "DELETE"]) {
      expect((await api.ask(method, `/clusters/${mine.id}`, { cookie: narrow, body: {} })).status).toBe(404);
    }
  });
});

test("a reader of some namespaces is not told where the cluster is", async () => {
  const { api, register } = await administrator();
  const { id } = await register("payments");
  const cookie = await api.signIn({ role: "viewer", scope: { clusters: [{ id, namespaces: ["shop"] }] } });
  const shown = (await (await api.ask("GET", `/clusters/${id}`, { cookie })).json()) as Cluster;
  expect([shown.name, shown.server, shown.caFingerprint, shown.credential]).toEqual([
    "payments",
    undefined,
    undefined,
    undefined,
  ]);
});

test("connection tests are few in a minute, and their results are for who asked", async () => {
  const { api, ask } = await administrator();
  const connection = { kind: "kubeconfig", text: kubeconfig() };
  const first = await ask("POST", "/connection-tests", { connection });
  expect(first.status).toBe(202);
  const { id, state } = await first.json();
  expect(state).toBe("queued");
  expect((await ask("GET", `/connection-tests/${id}`)).status).toBe(200);
  const other = await api.signIn({});
  expect((await api.ask("GET", `/connection-tests/${id}`, { cookie: other })).status).toBe(404);
  const more = await Promise.all(Array.from({ length: 9 }, () => ask("POST", "/connection-tests", { connection })));
  expect(more.map(({ status }) => status)).toEqual(Array(9).fill(202));
  expect((await ask("POST", "/connection-tests", { connection })).status).toBe(429);
});

test("a credential is in no answer and in no table", async () => {
  const { api, ask, register } = await administrator();
  const { certificate, key } = issueCertificate({ commonName: "jane" }, authority);
  const keyText = Buffer.from(key).toString("base64");
  const answers: string[] = [];
  const { id } = await register("payments");
  const user = { "client-certificate-data": Buffer.from(certificate).toString("base64"), "client-key-data": keyText };
  await register("shop", { user });
  const connection = { kind: "token", server: "https://10.1.2.3:6443", token: canary };
  for (const body of [
    { connection },
    { connection: { ...connection, server: canary } },
    { connection: { ...connection, token: { canary } } },
    { connection: { kind: canary, text: canary } },
    { connection: { kind: "kubeconfig", text: kubeconfig().slice(0, -20) } },
    { connection: { kind: "kubeconfig", text: kubeconfig({ user: { token: canary, username: canary } }) } },
  ]) {
    answers.push(await (await ask("POST", "/connection-tests", body)).text());
    answers.push(await (await ask("PUT", `/clusters/${id}/connection`, body)).text());
    answers.push(await (await ask("POST", "/clusters", { name: "another", ...body })).text());
    answers.push(
      await (await ask("POST", "/kubeconfig/inspect", { text: (body.connection as { text?: string }).text ?? canary })).text(),
    );
  }
  const { id: scan } = await seedScan(api.data, (await seedCluster(api.data, { name: "team" })).id, teamInventory());
  for (const stop of walk({ cluster: id, scan, user: "x", test: "tst_aaaaaaaaaaaaaaaa", fingerprint: "0".repeat(32) })) {
    answers.push(await (await ask(stop.method, stop.path, stop.method === "GET" ? undefined : stop.body)).text());
  }
  const stored = await everythingStored(api);
  expect(stored).toContain("payments");
  const forms = [canary, Buffer.from(canary).toString("base64").slice(0, 20), keyText.slice(40, 80), key.split("\n")[1] ?? "-"];
  for (const form of forms) {
    const told = answers.filter((answer) => answer.includes(form));
    expect(told).toEqual([]);
    expect(stored.includes(form)).toBe(false);
  }
});

describe("the labels of a cluster", () => {
  test("are read by everybody in its scope and written by administrators, with what they were in the audit log", async () => {
    const { api, ask, register } = await administrator();
    const { id, labels } = await register("payments");
    expect(labels).toEqual({});
    const changed = await ask("PATCH", `/clusters/${id}`, { labels: { env: "prod", "example.com/team": "payments" } });
    expect(await changed.json()).toMatchObject({ labels: { env: "prod", "example.com/team": "payments" } });
    expect(await (await ask("PATCH", `/clusters/${id}`, { labels: { env: "test" } })).json()).toMatchObject({
      labels: { env: "test" },
    });
    const scope = { clusters: [{ id, namespaces: ["shop"] }] };
    const reader = await api.signIn({ role: "operator", scope });
    expect(await (await api.ask("GET", `/clusters/${id}`, { cookie: reader })).json()).toMatchObject({ labels: { env: "test" } });
    const refused = await api.ask("PATCH", `/clusters/${id}`, { cookie: reader, body: { labels: {} } });
    expect(refused.status).toBe(403);
    const log = await api.data.repositories.audit.list(systemScope, { clusterId: id, limit: 1 });
    expect(log?.items).toMatchObject([
      {
        action: "cluster.change",
        detail: { before: { labels: "env=prod, example.com/team=payments" }, after: { labels: "env=test" } },
      },
    ]);
  });

  test("have the syntax of Kubernetes", async () => {
    const { ask, register } = await administrator();
    const { id } = await register("payments");
    const refused = await ask("PATCH", `/clusters/${id}`, { labels: { "no such key": "x" } });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ issues: [{ path: expect.stringContaining("labels") }] });
  });
});
