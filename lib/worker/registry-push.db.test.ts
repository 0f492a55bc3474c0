/** Who may push, from the API's settings to a Harbor over TLS, asked by the worker and told beside the image. */
import { createHash, generateKeyPairSync } from "node:crypto";
import pino from "pino";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { Registry } from "#contracts/supply-chain/registries.ts";
import type { ImageTrailView } from "#contracts/supply-chain.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { encodePublicKeyring, publicHalf, rawPublicKey } from "#server/crypto/keyring.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { type ForgeLie, startForge, type TestForge } from "#test/forge/server.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { worldChecks } from "#test/postgres/world.ts";
import type { WorkerContext } from "./context.ts";
import { askWhoMayPush } from "./registry-push.ts";
import { storesOf } from "./stores.ts";

const credential = { username: "robot$reader", password: "c4n4ry-p4ssw0rd" };
const digest = `sha256:${"a".repeat(64)}`;
const base = "/api/v2.0/projects/acme";
let api: TestApi;
let cookie: string;
let context: WorkerContext;
let harbor: TestForge;
let lie: ForgeLie | undefined;

beforeAll(async () => {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  const current = createHash("sha256").update(rawPublicKey(publicKey)).digest("hex").slice(0, 16);
  const keyring = { current, keys: new Map([[current, privateKey]]) };
  harbor = await startForge({
    answers: {
      [`${base}/members`]: [
        { entity_name: "jane", entity_type: "u", role_id: 2, role_name: "developer" },
        { entity_name: "x\u0000\u202ey", entity_type: "u", role_id: 1, role_name: "projectAdmin" },
      ],
      [`${base}/robots`]: [],
      "/api/v2.0/robots": [],
    },
    lie: (...asked) => lie?.(...asked) ?? false,
  });
  api = await createTestApi({ environment: { DRYDOCK_PUBLIC_KEYS: encodePublicKeyring(publicHalf(keyring)) } });
  cookie = await api.signIn({});
  const { settings } = api.entry.services;
  context = {
    ...{ settings, keyring, ...storesOf(api.data.database.pool), checks: worldChecks, name: "test", version: "0.0.0" },
    log: pino({ level: "silent" }),
  };
  const image = `${harbor.host}/acme/shop`;
  const status = { name: "app", image: `${image}:1`, imageID: `${image}@${digest}`, ready: true, restartCount: 0 };
  const pod = {
    ...{ apiVersion: "v1", kind: "Pod", metadata: { namespace: "shop", name: "web" } },
    ...{
      spec: { containers: [{ name: "app", image: `${image}:1` }] },
      status: { phase: "Running", containerStatuses: [status] },
    },
  };
  const cluster = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  const inventory = inventoryOfObjects([pod], { takenAt: "2026-11-24T00:00:00Z", source: "live", cluster });
  await seedScan(api.data, (await seedCluster(api.data, { name: "team" })).id, inventory, []);
});
afterAll(() => harbor.close());
afterEach(() => {
  lie = undefined;
});

const query = async (sql: string) => (await api.data.database.pool.query(sql)).rows;

async function ask<T>(method: string, path: string, body?: unknown): Promise<T & { status: number }> {
  const response = await api.ask(method, path, { cookie, body });
  const text = await response.text();
  expect(text).not.toContain(credential.password);
  return { ...(text === "" ? {} : JSON.parse(text)), status: response.status };
}

async function told(): Promise<string[]> {
  const [{ id } = { id: "" }] = await query("SELECT id FROM registry_images");
  const { links } = await ask<ImageTrailView>("GET", `/images/${id}`);
  return links.find((link) => link.id === "image")?.reported.map(({ says }) => says) ?? [];
}

const look = async () => {
  await query("UPDATE registry_pushes SET due_at = now()");
  await askWhoMayPush(context, new AbortController().signal);
};

it("is not looked at before somebody chooses whose API tells it, then told with its day, kept where a later look fails, and forgotten", async () => {
  const made = await ask<Registry>("POST", "/registries", { host: harbor.host, caData: harbor.authority, credential });
  await look();
  expect(harbor.requests).toEqual([]);
  expect(await told()).toEqual([expect.stringContaining("Who may push to it: not looked. Choose under Settings → Registries")]);

  const push = { api: "harbor" };
  const changed = await ask<Registry>("PATCH", `/registries/${made.id}`, { push });
  expect(changed).toMatchObject({ status: 200, push, credential: { givenAt: expect.any(String) } });
  expect(await told()).toEqual(["Who may push to it: not looked. It was not asked yet."]);

  lie = (_request, response) => {
    response.writeHead(403).end();
    return true;
  };
  await look();
  expect(await told()).toEqual([expect.stringContaining("not looked. The account may not list the members")]);

  lie = undefined;
  await look();
  const day = new Date().toISOString().slice(0, 10);
  const [says, ...more] = await told();
  expect(says).toContain(`As of ${day}, 2 may push to project acme: people jane (developer)`);
  expect(more).toEqual(["Administrators of Harbor may push everywhere, and are not among these."]);

  lie = (_request, response) => {
    response.writeHead(401).end();
    return true;
  };
  await askWhoMayPush(context, new AbortController().signal);
  expect(await told()).toEqual([says, ...more]);
  const [{ id } = { id: "" }] = await query("SELECT id FROM registry_images");
  expect(await ask("POST", `/images/${id}/look`)).toMatchObject({ status: 200 });
  await askWhoMayPush(context, new AbortController().signal);
  expect(await told()).toEqual([says, ...more, expect.stringContaining("It could not be asked again:")]);

  await ask("PATCH", `/registries/${made.id}`, { push: null });
  await look();
  expect(await query("SELECT place FROM registry_pushes")).toEqual([]);
  expect(await told()).toEqual([expect.stringContaining("Choose under Settings → Registries")]);
  const [entry] = await query("SELECT detail::text FROM audit_entries WHERE action = 'registry.change' ORDER BY at LIMIT 1");
  expect(entry?.detail).toContain('"push"');
});

it("takes a GitLab by the host of its forge, and refuses an API that is not known", async () => {
  const push = { api: "gitlab", forge: "gitlab.test" };
  expect(await ask("POST", "/registries", { host: "registry.gitlab.test", push })).toMatchObject({ status: 201, push });
  for (const refused of [{ api: "nexus" }, { api: "gitlab" }, { api: "gitlab", forge: "https://x/" }])
    expect(await ask("POST", "/registries", { host: "other.test", push: refused })).toMatchObject({ status: 400 });
});
