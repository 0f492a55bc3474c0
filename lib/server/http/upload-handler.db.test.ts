import { createHash, randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, origin, type TestApi } from "#test/api/api.ts";
import { seedCluster } from "#test/postgres/seed.ts";
import { createWorkshop } from "#test/worker/worker.ts";
import { handleUpload } from "./upload-handler.ts";

interface Sent {
  readonly cookie: string;
  readonly query: string;
  readonly body?: Uint8Array | ReadableStream | string;
  readonly headers?: Record<string, string>;
}

async function send(
  api: TestApi,
  { cookie, query, body = "kind: List", headers }: Sent,
): Promise<[number, Record<string, unknown>]> {
  const all = { origin, cookie, "content-type": "application/octet-stream", ...headers };
  const request = new Request(`${origin}/api/v1/snapshots?${query}`, {
    method: "POST",
    headers: all,
    body,
    duplex: "half",
  } as RequestInit);
  const response = await handleUpload(request, api.entry);
  return [response.status, await response.json()];
}

async function administrator(): Promise<{ api: TestApi; cookie: string }> {
  const api = await createTestApi();
  return { api, cookie: await api.signIn({}) };
}

const gzipHead = new Uint8Array([0x1f, 0x8b]);

function streamOf(pieces: readonly (Uint8Array | Error)[]): ReadableStream {
  const left = [...pieces];
  return new ReadableStream({
    pull(controller) {
      const piece = left.shift();
      if (piece === undefined) controller.close();
      else if (piece instanceof Error) controller.error(piece);
      else controller.enqueue(piece);
    },
  });
}

const names = async (api: TestApi) => (await api.data.repositories.clusters.list(systemScope)).map(({ name }) => name);
const leftovers = async (api: TestApi) => (await api.data.database.pool.query("SELECT id FROM uploads")).rows.length;

describe("an upload", () => {
  test("becomes a cluster with a scan that waits, byte for byte what was sent", async () => {
    const { api, cookie } = await administrator();
    const pieces = [gzipHead, randomBytes(900_000), randomBytes(1), randomBytes(2_500_000)];
    const [status, made] = await send(api, { cookie, query: "name=laptop", body: streamOf(pieces) });
    expect([status, made]).toMatchObject([
      201,
      { cluster: { name: "laptop", kind: "snapshot" }, scan: { state: "queued", trigger: "upload" } },
    ]);
    const { pool } = api.data.database;
    const { rows } = await pool.query<{ bytes: Buffer }>("SELECT bytes FROM upload_chunks ORDER BY seq");
    const hash = (parts: readonly Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest("hex");
    expect(hash(rows.map(({ bytes }) => bytes))).toBe(hash(pieces));
    expect(await api.data.repositories.clusters.list(systemScope)).toMatchObject([
      { name: "laptop", activeScan: { state: "queued" } },
    ]);
  });

  test("is a new look at a cluster that was uploaded before, and at no other", async () => {
    const { api, cookie } = await administrator();
    const [, made] = await send(api, { cookie, query: "name=laptop" });
    const { id } = made.cluster as { id: string };
    expect(await send(api, { cookie, query: `cluster=${id}` })).toMatchObject([409, { code: "scanActive" }]);
    await api.data.database.pool.query("UPDATE scans SET state = 'cancelled', finished_at = now()");
    expect(await send(api, { cookie, query: `cluster=${id}` })).toMatchObject([201, { cluster: { id }, scan: { number: 2 } }]);
    const live = await seedCluster(api.data, { name: "live" });
    expect(await send(api, { cookie, query: `cluster=${live.id}` })).toMatchObject([400, { issues: [{ path: "cluster" }] }]);
  });

  test.each([
    ["breaks off", { body: streamOf([gzipHead, randomBytes(1_500_000), new Error("the line is cut")]) }],
    ["is empty", { body: streamOf([]) }],
    ["says that it is too large", { headers: { "content-length": String(600 * 1024 * 1024) } }],
  ])("that %s leaves nothing behind", async (_what, sent) => {
    const { api, cookie } = await administrator();
    const [status] = await send(api, { cookie, query: "name=laptop", ...sent });
    expect(status).toBeGreaterThanOrEqual(400);
    expect([await names(api), await leftovers(api)]).toEqual([[], 0]);
  });

  test("is no cluster while it arrives", async () => {
    const { api, cookie } = await administrator();
    const arrived = Promise.withResolvers<void>();
    const rest = Promise.withResolvers<void>();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from(`kind: List\n${"#".repeat(2_000_000)}`)),
      async pull(controller) {
        arrived.resolve();
        await rest.promise;
        controller.close();
      },
    });
    const sent = send(api, { cookie, query: "name=laptop", body });
    await arrived.promise;
    await expect.poll(() => leftovers(api)).toBe(1);
    expect(await names(api)).toEqual([]);
    rest.resolve();
    expect(await sent).toMatchObject([201, { cluster: { name: "laptop" }, scan: { number: 1 } }]);
    expect(await names(api)).toEqual(["laptop"]);
  });

  test("of a name that was taken while it arrived changes nothing", async () => {
    const { api, cookie } = await administrator();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(Buffer.from("kind: List")),
      async pull(controller) {
        await seedCluster(api.data, { name: "laptop" });
        controller.close();
      },
    });
    expect(await send(api, { cookie, query: "name=laptop", body })).toMatchObject([409, { code: "nameTaken" }]);
    expect([await names(api), await leftovers(api)]).toEqual([["laptop"], 0]);
  });

  test.each([
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])],
    ["noise", new Uint8Array(5_000).map((_, index) => (index * 7919) % 256)],
    ["a sentence", "This is not what you are looking for."],
  ])("of %s is refused at once and leaves nothing behind", async (_what, body) => {
    const { api, cookie } = await administrator();
    expect(await send(api, { cookie, query: "name=laptop", body })).toMatchObject([422, { code: "snapshotRefused" }]);
    expect([await names(api), await leftovers(api)]).toEqual([[], 0]);
  });

  test("that only its reading shows to be nothing of ours says so on its cluster, with a remedy", {
    timeout: 60_000,
  }, async () => {
    const { api, cookie } = await administrator();
    const workshop = await createWorkshop(api.data);
    try {
      workshop.startWorker();
      const [status, made] = await send(api, { cookie, query: "name=laptop", body: "shopping: [bread, milk]" });
      expect(status).toBe(201);
      const { id } = made.cluster as { id: string };
      const look = async () => (await api.ask("GET", `/clusters/${id}`, { cookie })).json();
      const error = {
        code: "notASnapshot",
        message: expect.any(String),
        remedy: expect.stringContaining("npx drydock snapshot"),
      };
      await expect.poll(look, { timeout: 45_000, interval: 100 }).toMatchObject({ lastFailure: { state: "failed", error } });
      const fleet = await (await api.ask("GET", "/fleet", { cookie })).json();
      expect(fleet.totals).toMatchObject({ clusters: 1, neverScanned: 0, needAttention: 1 });
      expect(await send(api, { cookie, query: `cluster=${id}` })).toMatchObject([201, { scan: { number: 2 } }]);
    } finally {
      await workshop.close();
    }
  });

  test.each(["", "name=a&cluster=cls_aaaaaaaaaaaaaaaaaaaaaaaaaa", "name=-", "name=%3Cb%3E", "cluster=x"])(
    "needs one good target, not ?%s",
    async (query) => {
      const { api, cookie } = await administrator();
      expect(await send(api, { cookie, query })).toMatchObject([
        400,
        { code: "badRequest", issues: [{ path: expect.any(String) }] },
      ]);
      expect(await names(api)).toEqual([]);
    },
  );

  test("of a name that is taken changes nothing", async () => {
    const { api, cookie } = await administrator();
    await seedCluster(api.data, { name: "laptop" });
    expect(await send(api, { cookie, query: "name=laptop" })).toMatchObject([409, { code: "nameTaken" }]);
    expect(await names(api)).toEqual(["laptop"]);
  });

  test("is refused from another site and without the right, before a byte is read", async () => {
    const { api, cookie } = await administrator();
    let read = 0;
    const body = () => {
      const pull = (controller: ReadableStreamDefaultController) => {
        read += 1;
        controller.enqueue(new Uint8Array(1024));
      };
      return new ReadableStream({ pull }, { highWaterMark: 0 });
    };
    const operator = await api.signIn({ role: "operator" });
    expect(await send(api, { cookie: operator, query: "name=a", body: body() })).toMatchObject([403, { code: "forbidden" }]);
    expect(await send(api, { cookie: "", query: "name=a", body: body() })).toMatchObject([401, { code: "unauthenticated" }]);
    const foreign = { origin: "https://evil.example" };
    expect(await send(api, { cookie, query: "name=a", body: body(), headers: foreign })).toMatchObject([
      403,
      { code: "crossOrigin" },
    ]);
    expect(read).toBe(0);
  });
});
