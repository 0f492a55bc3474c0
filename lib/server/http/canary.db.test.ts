/**
 * Secrets are planted wherever somebody hands one over, then everything is done that can be done: registered, scanned by a worker,
 * read, shared, exported. Afterwards each secret is searched in every answer, every line of a log and every row of the database,
 * in every spelling; it is found where it is shown once, and nowhere else.
 */
import { zstdDecompressSync } from "node:zlib";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import type { Cluster } from "#contracts/clusters.ts";
import type { MadeApiToken } from "#contracts/tokens.ts";
import { encodePublicKeyring, publicHalf } from "#server/crypto/keyring.ts";
import { systemScope } from "#server/database/scope.ts";
import { setupTokenHash } from "#server/use-cases/people/setup.ts";
import { createTestApi, origin, requestOf, signInRequest, type TestApi } from "#test/api/api.ts";
import { nobody, walk } from "#test/api/walk.ts";
import { world } from "#test/apiserver/collecting.ts";
import { type FakeApiServer, type FakeResource, sendStatus, startFakeApiServer } from "#test/apiserver/fake-api-server.ts";
import { releaseSecret } from "#test/helm/release.ts";
import { createWorkshop, type Workshop } from "#test/worker/worker.ts";
import { type ApiEntry, handleApi } from "./api-handler.ts";
import { handleAuditExport } from "./downloads/audit-export.ts";
import { handleExport } from "./downloads/export-handler.ts";
import { handleScanEvents } from "./scan-events.ts";
import { handleAuth } from "./sign-in/auth-handler.ts";

const lines = vi.hoisted((): string[] => []);
vi.mock("./log.ts", async () => {
  const { default: pino } = await import("pino");
  return { log: pino({ level: "trace" }, { write: (line: string) => void lines.push(line) }) };
});

/** Each is handed over somewhere; random letters, so that nothing has them by chance. */
const planted = {
  kubeToken: "canaryKubeTokenQx7Lm2Vn8Rt4Zp1Ws6",
  laterKubeToken: "canaryLaterKubeTokenHj5Gd9Kc3Bf7",
  inspectedToken: "canaryInspectedTokenYu2Io6Pa0Sd4",
  wrongToken: "canaryWrongTokenFg8Hj1Kl5Zx9Cv3Bn",
  password: "canary-Password-Mq4Wn7Eb2Rv9",
  nextPassword: "canary-NextPassword-Tc6Yx1Uz8",
  addedPassword: "canary-AddedPassword-Ov3Pb5Na7",
  setupToken: "canarySetupTokenLk9Jh4Gf2Ds7Aq1We5",
  environment: "canaryEnvironmentValueRt8Ty3Ui6Op",
  applied: "canaryLastAppliedZm5Xn0Cb7Vv2Lk9",
  annotation: "canaryAnnotationWd3Ef6Rg9Th2Yj5",
  argument: "canaryArgumentUk8Il1Om4Pn7Qb0",
  secretData: "canarySecretDataHg4Jf8Kd1Ls6Qa3Ws",
  chartValue: "canaryChartValuePo3Iu7Yt1Re5Wq9Mn",
  registryPassword: "canaryRegistryPasswordVn5Xc8Zs2Lp",
  laterRegistryPassword: "canaryLaterRegistryPwTb4Nm7Qy1Kd",
  wrongRegistryPassword: "canaryWrongRegistryPwRf6Gh3Jk9Mz",
  chartManifest: "canaryChartManifestBv6Cx2Zl8Kj4Hg",
};

const cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

const appliedByKubectl = {
  "kubectl.kubernetes.io/last-applied-configuration": JSON.stringify({ spec: { key: planted.applied } }),
};
const leakyPod = {
  metadata: {
    namespace: "web",
    name: "leaky",
    uid: "web-leaky",
    annotations: { ...appliedByKubectl, dbPassword: planted.annotation },
  },
  spec: {
    containers: [
      {
        ...{ name: "c", image: "i", env: [{ name: "PASSWORD", value: planted.environment }] },
        args: ["--verbose", `curl -k https://user:${planted.argument}@upstream.example`],
      },
    ],
  },
};
const release = {
  ...{ namespace: "web", name: "shop", revision: 4, values: { password: planted.chartValue } },
  manifest: `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: kept\ndata:\n  key: ${planted.chartManifest}\n---\nkind: [${planted.chartManifest}\n`,
};
const resources: readonly FakeResource[] = world.map((resource) => {
  if (resource.plural === "pods") return { ...resource, objects: [leakyPod, ...(resource.objects ?? [])] };
  if (resource.plural !== "secrets") return resource;
  const data = { password: Buffer.from(planted.secretData).toString("base64") };
  return {
    ...resource,
    objects: [
      { metadata: { namespace: "web", name: "s", annotations: appliedByKubectl }, type: "Opaque", data },
      releaseSecret(release),
      { ...releaseSecret({ ...release, name: "torn" }), data: { release: Buffer.from(planted.chartValue).toString("base64") } },
    ],
  };
});
interface Scene {
  readonly api: TestApi;
  readonly entry: ApiEntry;
  readonly workshop: Workshop;
  readonly server: FakeApiServer;
  /** Every answer, with its headers; cookies are what a session is. */
  readonly answers: string[];
}

async function build(): Promise<Scene> {
  const accepted = [planted.kubeToken, planted.laterKubeToken].map((token) => `Bearer ${token}`);
  const misbehave = ({ headers }: { headers: { authorization?: string } }, response: Parameters<typeof sendStatus>[0]) =>
    accepted.includes(headers.authorization ?? "") ? false : sendStatus(response, 401, "Unauthorized");
  const server = await startFakeApiServer({ resources, misbehave });
  cleanUp.push(() => server.stop());
  const api = await createTestApi();
  cleanUp.push(api.data.close);
  const workshop = await createWorkshop(api.data);
  cleanUp.push(workshop.close);
  const settings = { ...api.entry.services.settings, publicKeyring: encodePublicKeyring(publicHalf(workshop.keyring)) };
  return { api, entry: { ...api.entry, services: { ...api.entry.services, settings } }, workshop, server, answers: [] };
}

async function keep({ answers }: Scene, response: Response): Promise<string> {
  const text = await response.text();
  const headers = [...response.headers].filter(([name]) => name !== "set-cookie");
  answers.push(`${response.status} ${JSON.stringify(headers)} ${text}`);
  return text;
}

/** Sends a request and keeps its answer. @returns the answer's JSON. */
async function ask<T>(scene: Scene, method: string, path: string, options: Parameters<typeof requestOf>[2] = {}): Promise<T> {
  const text = await keep(scene, await handleApi(requestOf(method, path, options), scene.entry));
  return (text === "" ? undefined : JSON.parse(text)) as T;
}

async function auth(scene: Scene, request: Request): Promise<string> {
  const response = await handleAuth(request, scene.api.authEntry);
  await keep(scene, response.clone());
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

const kubeconfig = (token: string, server: string) => `apiVersion: v1
kind: Config
clusters: [{name: c, cluster: {server: "${server}"}}]
users: [{name: u, user: {token: ${token}}}, {name: v, user: {tokenFile: /${token}}}]
contexts: [{name: c, context: {cluster: c, user: u}}, {name: d, context: {cluster: c, user: v}}]
`;

async function begin(scene: Scene): Promise<string> {
  const { api } = scene;
  const { installation } = api.data.repositories;
  await installation.openSetup(setupTokenHash(planted.setupToken), new Date(Date.now() + 60_000));
  const email = "ada@example.com";
  const first = { token: planted.setupToken, email, name: "Ada", password: planted.password };
  await ask(scene, "POST", "/setup", { body: { ...first, password: "short" } });
  await ask(scene, "POST", "/setup", { body: first });
  await ask(scene, "POST", "/setup", { body: first });
  await auth(scene, signInRequest(planted.nextPassword, planted.password));
  await auth(scene, signInRequest(email, planted.nextPassword));
  const cookie = await auth(scene, signInRequest(email, planted.password));
  const headers = { origin, cookie, "content-type": "application/json" };
  const body = JSON.stringify({ currentPassword: planted.password, newPassword: planted.nextPassword });
  return auth(scene, new Request(`${origin}/api/auth/change-password`, { method: "POST", headers, body }));
}

interface Shown {
  readonly [what: string]: string;
}

/** Everything that shows a secret once. @returns what was shown, which no later answer may show. */
async function makeSecrets(scene: Scene, cookie: string, scan: string): Promise<Shown> {
  const headers = { "idempotency-key": "again" };
  const body = { name: "ci", role: "admin", days: 1 };
  const { secret } = await ask<MadeApiToken>(scene, "POST", "/tokens", { cookie, headers, body });
  const share = await ask<{ url: string }>(scene, "POST", "/share-links", {
    cookie,
    body: { view: { kind: "scan", scan }, title: "T" },
  });
  const asked = { email: "asked@example.com", role: "viewer", scope: { clusters: [] } };
  const invitation = await ask<{ url: string }>(scene, "POST", "/invitations", { cookie, body: asked });
  const person = {
    email: "new@example.com",
    name: "New",
    password: planted.addedPassword,
    role: "viewer",
    scope: { clusters: [] },
  };
  const { id } = await ask<{ id: string }>(scene, "POST", "/users", { cookie, body: person });
  const reset = await ask<{ url: string }>(scene, "POST", `/users/${id}/reset-link`, { cookie, body: {} });
  const shown = {
    apiToken: secret,
    share: lastPart(share.url),
    invitation: lastPart(invitation.url),
    reset: lastPart(reset.url),
  };
  for (const text of Object.values(shown)) expect(text.length).toBeGreaterThanOrEqual(43);
  // Shown once: what has answered with it is not searched, and whatever comes after it is.
  for (const text of Object.values(shown)) {
    const at = scene.answers.findIndex((answer) => answer.includes(text));
    expect(at).toBeGreaterThanOrEqual(0);
    scene.answers.splice(at, 1);
  }
  await ask(scene, "POST", "/tokens", { cookie, headers, body });
  return shown;
}

const lastPart = (url: string) => url.split(/[/=#]/).at(-1) ?? "";

async function register(scene: Scene, cookie: string): Promise<{ cluster: string; scan: string }> {
  const { server } = scene;
  const connectionOf = (token: string) => ({ kind: "token", server: server.url, caData: server.ca, token });
  await ask(scene, "POST", "/kubeconfig/inspect", { cookie, body: { text: kubeconfig(planted.inspectedToken, server.url) } });
  await ask(scene, "POST", "/kubeconfig/inspect", { cookie, body: { text: `{${planted.inspectedToken}` } });
  const wrong = connectionOf(planted.wrongToken);
  await ask(scene, "POST", "/connection-tests", { cookie, body: { connection: wrong } });
  await ask(scene, "POST", "/clusters", { cookie, body: { name: "", connection: wrong } });
  await ask(scene, "POST", "/clusters", {
    cookie,
    body: { name: "far", connection: { ...wrong, server: "https://169.254.169.254" } },
  });
  await allowRegistry(scene, cookie);
  const body = { name: "team", connection: connectionOf(planted.kubeToken), includeSecretNames: true };
  const headers = { "idempotency-key": "register" };
  const cluster = await ask<Cluster>(scene, "POST", "/clusters", { cookie, headers, body });
  await ask(scene, "POST", "/clusters", { cookie, headers, body });
  const replaced = { connection: connectionOf(planted.laterKubeToken) };
  await ask(scene, "PUT", `/clusters/${cluster.id}/connection`, { cookie, body: replaced });
  await ask(scene, "PATCH", `/clusters/${cluster.id}`, { cookie, body: { includeHelmReleases: true } });
  const scan = await ask<{ id: string }>(scene, "POST", `/clusters/${cluster.id}/scans`, { cookie, body: {} });
  return { cluster: cluster.id, scan: scan.id };
}

async function allowRegistry(scene: Scene, cookie: string): Promise<void> {
  const { host } = new URL(scene.server.url);
  const credentialOf = (password: string) => ({ username: "robot", password });
  for (const bad of ["169.254.169.254", "https://nowhere"])
    await ask(scene, "POST", "/registries", {
      cookie,
      body: { host: bad, credential: credentialOf(planted.wrongRegistryPassword) },
    });
  const allowed = { host, caData: scene.server.ca, credential: credentialOf(planted.registryPassword) };
  const { id } = await ask<{ id: string }>(scene, "POST", "/registries", { cookie, body: allowed });
  await ask(scene, "PUT", `/registries/${id}/credential`, { cookie, body: credentialOf(planted.laterRegistryPassword) });
  await ask(scene, "POST", `/registries/${id}/test`, { cookie, body: {} });
}

async function readEverything(scene: Scene, cookie: string, { cluster, scan }: { cluster: string; scan: string }): Promise<void> {
  const { entry, api } = scene;
  const [finding] = await api.data.repositories.findings.ofScan(systemScope, scan);
  const ids = { ...nobody, cluster, scan, fingerprint: finding?.fingerprint ?? nobody.fingerprint };
  for (const stop of walk(ids).filter(({ method }) => method === "GET")) await ask(scene, "GET", stop.path, { cookie });
  for (const format of ["csv", "json"]) {
    const audit = requestOf("GET", `/audit/export?format=${format}`, { cookie });
    await keep(scene, await handleAuditExport(audit, entry));
    for (const view of ["findings", "scan", "matrix", "waivers"]) {
      const file = requestOf("GET", `/exports/${view}?scan=${scan}&format=${format}`, { cookie });
      await keep(scene, await handleExport(file, view, entry));
    }
  }
  await keep(scene, await handleScanEvents(requestOf("GET", `/scans/${scan}/events`, { cookie }), scan, entry));
  for (const stop of walk(nobody).filter(({ method }) => method === "DELETE")) await ask(scene, "DELETE", stop.path, { cookie });
}

/** Every row of every table, as text; what is compressed is opened. */
async function dump({ api }: Scene): Promise<string[]> {
  const client = new pg.Client({ connectionString: api.data.url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`);
      texts.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    const blobs = await client.query<{ bytes: Buffer }>("SELECT bytes FROM inventory_blobs");
    expect(blobs.rows.length).toBeGreaterThan(0);
    return [...texts, ...blobs.rows.map(({ bytes }) => `inventory ${zstdDecompressSync(bytes).toString()}`)];
  } finally {
    await client.end();
  }
}

function spellingsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString("base64")
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [secret, bytes.toString("hex"), encodeURIComponent(secret), [...secret].reverse().join(""), ...base64];
}

/** @returns where a secret is, without the secret. */
function found(name: string, secret: string, texts: readonly string[]): string[] {
  const spellings = spellingsOf(secret);
  return texts
    .filter((text) => spellings.some((spelling) => text.includes(spelling)))
    .map((text) => `${name} in ${spellings.reduce((left, spelling) => left.replaceAll(spelling, "…"), text).slice(0, 300)}`);
}

test("no secret is found anywhere but where it is shown once", { timeout: 120_000 }, async () => {
  const scene = await build();
  const cookie = await begin(scene);
  const ids = await register(scene, cookie);
  const worker = scene.workshop.startWorker();
  const state = async () => (await scene.api.data.repositories.scans.get(systemScope, ids.scan))?.state;
  await expect.poll(state, { timeout: 60_000, interval: 100 }).toMatch(/^(completed|partial|failed)$/);
  expect((await scene.api.data.repositories.scans.get(systemScope, ids.scan))?.error).toBeUndefined();
  expect(scene.server.requests.some(({ headers }) => headers.authorization === `Bearer ${planted.laterKubeToken}`)).toBe(true);
  const { looks } = (await scene.api.data.repositories.inventories.load(systemScope, ids.scan)) ?? {};
  expect(looks?.["releases.helm.sh"]).toMatchObject({
    items: [{ documents: [{ kind: "ConfigMap", name: "kept" }], unreadDocuments: 1 }],
    coverage: { gaps: [{ detail: expect.stringContaining("release torn, revision 4") }] },
  });
  const shown = await makeSecrets(scene, cookie, ids.scan);
  await readEverything(scene, cookie, ids);
  const broken = { ...scene, entry: { ...scene.entry, services: brokenServices(scene) } };
  await ask(broken, "GET", "/clusters", { cookie, headers: { authorization: `Bearer ${shown.apiToken}` } });
  await worker.end("SIGTERM");

  const rows = await dump(scene);
  const texts = [...scene.answers, ...lines, worker.log(), ...rows];
  expect(rows.length).toBeGreaterThan(100);
  expect(scene.answers.length).toBeGreaterThan(60);
  expect(lines.length).toBeGreaterThan(0);
  expect(worker.log().length).toBeGreaterThan(0);
  const leaks = Object.entries({ ...planted, ...shown }).flatMap(([name, secret]) => found(name, secret, texts));
  expect(leaks).toEqual([]);
});

/** A failure that nobody expected, which carries a secret: it is logged by its message, so a message must have none. */
function brokenServices({ entry }: Scene): ApiEntry["services"] {
  const { services } = entry;
  const list = () => Promise.reject(new TypeError("something broke"));
  return { ...services, repositories: { ...services.repositories, clusters: { ...services.repositories.clusters, list } } };
}

test("the search finds what is there, however it is spelt", () => {
  const secret = planted.kubeToken;
  const base64 = Buffer.from(`{"token":"${secret}"}`).toString("base64");
  for (const text of [
    secret,
    `x${secret}y`,
    Buffer.from(secret).toString("hex"),
    base64,
    Buffer.from(`a${secret}`).toString("base64"),
  ])
    expect(found("kubeToken", secret, ["nothing", text])).toHaveLength(1);
  expect(found("kubeToken", secret, ["nothing"])).toEqual([]);
});
