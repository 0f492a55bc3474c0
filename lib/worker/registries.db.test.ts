/** Registries from the API to a real one over TLS: allowed, given a credential, tested by the worker, asked, and closed again. */
import { createHash, generateKeyPairSync } from "node:crypto";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Registry, RegistryList } from "#contracts/supply-chain/registries.ts";
import { encodePublicKeyring, type PrivateKeyring, publicHalf, rawPublicKey } from "#server/crypto/keyring.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, type TestApi } from "#test/api/api.ts";
import { worldChecks } from "#test/postgres/world.ts";
import { startRegistry, type TestRegistry } from "#test/registry/server.ts";
import { RegistryStore } from "#test/registry/store.ts";
import type { WorkerContext } from "./context.ts";
import { openRegistryCredential } from "./credentials.ts";
import { handleRegistryTest, openRegistries } from "./registries.ts";
import { storesOf } from "./stores.ts";
import { rotateKeys } from "./upkeep.ts";

const credential = { username: "robot", password: "c4n4ry-p4ssw0rd" };
const store = new RegistryStore();
const manifest = store.manifest({ config: store.blob("{}"), layers: [] }, "1");

let api: TestApi;
let cookie: string;
let context: WorkerContext;
let closed: TestRegistry;

function newRing(): PrivateKeyring {
  const { privateKey, publicKey } = generateKeyPairSync("x25519");
  const current = createHash("sha256").update(rawPublicKey(publicKey)).digest("hex").slice(0, 16);
  return { current, keys: new Map([[current, privateKey]]) };
}

beforeAll(async () => {
  const keyring = newRing();
  api = await createTestApi({ environment: { DRYDOCK_PUBLIC_KEYS: encodePublicKeyring(publicHalf(keyring)) } });
  cookie = await api.signIn({});
  closed = await startRegistry({ store, auth: { kind: "token", ...credential } });
  const { pool } = api.data.database;
  context = {
    settings: api.entry.services.settings,
    keyring,
    ...storesOf(pool),
    checks: worldChecks,
    log: pino({ level: "silent" }),
    name: "test",
    version: "0.0.0",
  };
});
afterAll(() => closed.close());

async function ask<T>(method: string, path: string, body?: unknown): Promise<T & { status: number }> {
  const response = await api.ask(method, path, { cookie, body });
  const text = await response.text();
  expect(text).not.toContain(credential.password);
  return { ...(text === "" ? {} : JSON.parse(text)), status: response.status };
}

const allow = (body: object) => ask<Registry>("POST", "/registries", body);
const query = async (sql: string, values: unknown[] = []) => (await api.data.database.pool.query(sql, values)).rows;

async function tested(id: string): Promise<Registry["test"]> {
  expect(await ask<Registry>("POST", `/registries/${id}/test`)).toMatchObject({ status: 202, test: { state: "queued" } });
  await handleRegistryTest(context, id, new AbortController().signal);
  return (await ask<Registry>("GET", `/registries/${id}`)).test;
}

describe("a registry", () => {
  it("is allowed with a credential that nobody reads again, and the worker is let in with it", async () => {
    const made = await allow({ host: closed.host, caData: closed.authority, credential });
    expect(made).toMatchObject({ status: 201, host: closed.host, credential: { givenAt: expect.any(String) } });
    expect(made.authorities).toHaveLength(1);
    expect(JSON.stringify(await query("SELECT * FROM registry_credentials"))).not.toMatch(/robot|c4n4ry/);
    expect(await tested(made.id)).toMatchObject({
      state: "done",
      category: "ok",
      sentence: `${closed.host} answers and lets us in.`,
    });
    const { registries, hosts } = await openRegistries(context);
    const repository = registries.repository({ registry: closed.host, repository: "shop" });
    if (!repository.ok) throw new Error(repository.error.message);
    expect(await repository.value.manifest(manifest.digest)).toMatchObject({ kind: "found" });
    await hosts.close();
  });

  it("is listed once, and what it is asked with is told in categories", async () => {
    expect(await allow({ host: closed.host })).toMatchObject({ status: 409, code: "registryExists" });
    const [{ id } = { id: "" }] = (await ask<RegistryList>("GET", "/registries")).items;
    await ask("PUT", `/registries/${id}/credential`, { username: "robot", password: "wrong" });
    expect(await tested(id)).toMatchObject({ category: "unauthorized" });
    await ask("PUT", `/registries/${id}/credential`, credential);
    expect((await ask<Registry>("GET", `/registries/${id}`)).test).toBeUndefined();
    expect(await tested(id)).toMatchObject({ category: "ok" });
  });

  it("loses its credential where another host or authority would get to see it, and keeps it otherwise", async () => {
    const [{ id } = { id: "" }] = (await ask<RegistryList>("GET", "/registries")).items;
    const signatures = [{ prefix: `${closed.host}/acme`, repository: `${closed.host}/signatures` }];
    expect(await ask<Registry>("PATCH", `/registries/${id}`, { signatures, contentHosts: ["*.blobs.test"] })).toMatchObject({
      credential: { givenAt: expect.any(String) },
      signatures,
    });
    for (const change of [{ realms: ["evil.test"] }, { via: "evil.test" }, { caData: null }]) {
      await ask("PUT", `/registries/${id}/credential`, credential);
      const changed = await ask<Registry>("PATCH", `/registries/${id}`, change);
      expect(changed.status).toBe(200);
      expect(changed.credential).toBeUndefined();
    }
    expect(await query("SELECT * FROM registry_credentials")).toEqual([]);
  });

  it("whose row was changed behind Drydock's back is not sent the credential", async () => {
    const [{ id } = { id: "" }] = (await ask<RegistryList>("GET", "/registries")).items;
    await ask("PATCH", `/registries/${id}`, { via: null, realms: [], caData: closed.authority });
    await ask("PUT", `/registries/${id}/credential`, credential);
    await query("UPDATE registries SET realms = '{evil.test}' WHERE id = $1", [id]);
    const before = closed.requests.length;
    expect(await tested(id)).toMatchObject({ category: "unauthorized", sentence: expect.stringContaining("cannot be opened") });
    expect(closed.requests.length).toBe(before);
    await query("UPDATE registries SET realms = '{}' WHERE id = $1", [id]);
    expect(await tested(id)).toMatchObject({ category: "ok" });
  });

  it("has its credential sealed anew when the key is", async () => {
    const next = newRing();
    const keyring = { current: next.current, keys: new Map([...context.keyring.keys, ...next.keys]) };
    await rotateKeys({ ...context, keyring });
    const [registry] = await context.registries.all(systemScope);
    if (registry === undefined) throw new Error("There is no registry.");
    expect(openRegistryCredential(next, registry)).toEqual({ ok: true, value: credential });
    expect(await api.data.repositories.credentials.kidsInUse(systemScope)).toEqual([{ kid: next.current, count: 1 }]);
    await rotateKeys(context);
  });

  it("is refused with what could not be asked, by its place", async () => {
    const pem = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
    for (const [body, path] of [
      [{ host: "169.254.169.254" }, "host"],
      [{ host: "r.test", via: "100.100.100.200" }, "host"],
      [{ host: "r.test", realms: ["ok.test", "169.254.1.1"] }, "realms[1]"],
      [{ host: "r.test", caData: "none" }, "caData"],
      [{ host: "r.test", caData: pem }, "caData"],
      [{ host: "r.test", signatures: [{ prefix: "r.test.evil.test/a", repository: "r.test/s" }] }, "signatures[0].prefix"],
    ] as const)
      expect(await allow(body)).toMatchObject({ status: 422, code: "registryRefused", issues: [{ path }] });
    for (const host of ["https://r.test", "r.test/path", "user@r.test", "a b", "<img>"])
      expect(await allow({ host })).toMatchObject({ status: 400 });
  });

  it("says when nobody answers, and is closed with its credential", async () => {
    const gone = await startRegistry({ store });
    gone.close();
    const { id } = await allow({ host: gone.host, caData: gone.authority, credential });
    expect(await tested(id)).toMatchObject({ category: "unreachable" });
    expect((await ask("DELETE", `/registries/${id}`)).status).toBe(204);
    expect(await query("SELECT * FROM registry_credentials WHERE registry_id = $1", [id])).toEqual([]);
    await handleRegistryTest(context, id, new AbortController().signal);
    expect((await ask("GET", `/registries/${id}`)).status).toBe(404);
  });

  it("leaves a trace of everything that was done, and never what it is asked with", async () => {
    const entries = await query("SELECT action, subject, detail FROM audit_entries ORDER BY at");
    const actions = new Set(entries.map(({ action }) => action).filter((action) => action.startsWith("registry.")));
    expect([...actions].sort()).toEqual([
      "registry.change",
      "registry.create",
      "registry.credential",
      "registry.remove",
      "registry.test",
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/c4n4ry|robot/);
  });
});

it("only administrators of all clusters learn which registries there are", async () => {
  const some = await api.signIn({ scope: { clusters: [] } });
  const operator = await api.signIn({ role: "operator" });
  for (const other of [some, operator]) expect((await api.ask("GET", "/registries", { cookie: other })).status).toBe(403);
});
