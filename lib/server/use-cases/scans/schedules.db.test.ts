/** Schedules over the API: who may make one for what, what a reader of some clusters sees of it, and what is written down. */
import { describe, expect, test } from "vitest";
import type { UserScope } from "#contracts/common.ts";
import type { Schedule, SchedulePreview, ScheduleRun } from "#contracts/schedules.ts";
import { systemScope } from "#server/database/scope.ts";
import { type AskOptions, createTestApi, type TestApi } from "#test/api/api.ts";
import { seedCluster } from "#test/postgres/seed.ts";

interface Team {
  readonly api: TestApi;
  readonly ids: { readonly a: string; readonly b: string; readonly file: string };
  /** Asks as the administrator, or as whom the options say. */
  ask(method: string, path: string, body?: unknown, options?: AskOptions): Promise<Response>;
  operator(scope: UserScope): Promise<(method: string, path: string, body?: unknown) => Promise<Response>>;
}

async function team(): Promise<Team> {
  const api = await createTestApi();
  const cookie = await api.signIn({});
  const [a, b, file] = await Promise.all([
    seedCluster(api.data, { name: "alpha", labels: { env: "prod" } }),
    seedCluster(api.data, { name: "beta" }),
    seedCluster(api.data, { name: "file", kind: "snapshot" }),
  ]);
  return {
    api,
    ids: { a: a.id, b: b.id, file: file.id },
    ask: (method, path, body, options = {}) => api.ask(method, path, { cookie, body, ...options }),
    operator: async (scope) => {
      const own = await api.signIn({ role: "operator", scope });
      return (method, path, body) => api.ask(method, path, { cookie: own, body });
    },
  };
}

const terms = { name: "Nightly", cron: "30 2 * * *", timeZone: "Europe/Berlin", target: { clusters: "all" } };
const read = async <T>(response: Response | Promise<Response>, status = 200): Promise<T> => {
  const answer = await response;
  const body = await answer.json();
  expect([answer.status, body]).toEqual([status, body]);
  return body as T;
};
const made = (ask: Team["ask"], more: object = {}) => read<Schedule>(ask("POST", "/schedules", { ...terms, ...more }), 201);

describe("a schedule", () => {
  test("says in words when it runs, and when that is next", async () => {
    const { ask, ids } = await team();
    const schedule = await made(ask);
    expect(schedule).toMatchObject({
      words: "At 02:30, Europe/Berlin time",
      clusters: [
        { id: ids.a, name: "alpha" },
        { id: ids.b, name: "beta" },
      ],
      mayChange: true,
      createdBy: "Robin",
    });
    expect(schedule.next).toHaveLength(3);
    expect(schedule.next.every((at) => new Date(at) > new Date())).toBe(true);
    expect(await read(ask("GET", "/schedules"))).toEqual({ items: [schedule] });
    expect(await read(ask("GET", `/schedules/${schedule.id}`))).toEqual(schedule);
  });

  test.each([
    [{ cron: "* * * * *" }, "cron", /more often/],
    [{ cron: "0 0 0 * * *" }, "cron", /no seconds/],
    [{ cron: "0 0 30 2 *" }, "cron", /no such day/],
    [{ timeZone: "Mars/Olympus" }, "timeZone", /not the name/],
    [{ target: { clusters: ["cls_aaaaaaaaaaaaaaaaaaaaaaaaaa"] } }, "target", /no such cluster/i],
    [{ target: { clusters: [] } }, "target", /./],
    [{ target: { labels: {} } }, "target", /./],
    [{ name: " " }, "name", /./],
  ])("with %j is refused, with the place and a sentence", async (wrong, path, message) => {
    const { ask } = await team();
    const problem = await read<{ issues: { path: string; message: string }[] }>(
      ask("POST", "/schedules", { ...terms, ...wrong }),
      400,
    );
    expect(problem.issues[0]?.path).toContain(path);
    expect(problem.issues[0]?.message).toMatch(message);
    expect(await read(ask("GET", "/schedules"))).toEqual({ items: [] });
  });

  test("is never for a snapshot, and has a name of its own", async () => {
    const { ask, ids } = await team();
    expect((await ask("POST", "/schedules", { ...terms, target: { clusters: [ids.file] } })).status).toBe(400);
    await made(ask);
    expect(await read(ask("POST", "/schedules", terms), 409)).toMatchObject({ code: "scheduleExists" });
    const other = await made(ask, { name: "Other" });
    expect((await ask("PATCH", `/schedules/${other.id}`, { name: "Nightly" })).status).toBe(409);
    expect((await ask("PATCH", `/schedules/${other.id}`, { name: "Other" })).status).toBe(200);
  });

  test("is shown before it is made", async () => {
    const { ask } = await team();
    const at = (cron: string) => ask("GET", `/schedule-preview?${new URLSearchParams({ cron, timeZone: "UTC" })}`);
    const preview = await read<SchedulePreview>(at("0 6 * * mon"));
    expect(preview.words).toBe("At 06:00, only on Monday, UTC");
    expect(preview.next).toHaveLength(5);
    expect(await read(at("61 * * * *"), 400)).toMatchObject({
      issues: [{ path: "cron", message: expect.stringContaining("61") }],
    });
  });

  test("is changed, paused, resumed, run by hand and removed, and each is written down", async () => {
    const { api, ask, ids } = await team();
    const { id, next } = await made(ask);
    const renamed = await read<Schedule>(ask("PATCH", `/schedules/${id}`, { name: "Daily" }));
    expect([renamed.name, renamed.next]).toEqual(["Daily", next]);
    const moved = await read<Schedule>(ask("PATCH", `/schedules/${id}`, { cron: "0 * * * *", target: { clusters: [ids.a] } }));
    expect([moved.words, moved.clusters.length]).toEqual(["Every hour, Europe/Berlin time", 1]);
    const paused = await read<Schedule>(ask("POST", `/schedules/${id}/pause`));
    expect([paused.pausedAt, paused.next]).toEqual([expect.any(String), []]);
    await api.data.database.pool.query("UPDATE schedules SET next_at = now() - interval '3 days'");
    const resumed = await read<Schedule>(ask("POST", `/schedules/${id}/resume`));
    expect(new Date(resumed.next[0] ?? 0).getTime()).toBeGreaterThan(Date.now());
    const run = await read<ScheduleRun>(ask("POST", `/schedules/${id}/run`), 202);
    expect(run).toMatchObject({ cause: "hand", started: 1, states: { queued: 1 }, skipped: [] });
    const again = await read<ScheduleRun>(ask("POST", `/schedules/${id}/run`), 202);
    expect(again).toMatchObject({ started: 0, skipped: [{ clusterId: ids.a, cluster: "alpha", reason: "scanActive" }] });
    const runs = await read<{ items: ScheduleRun[]; next?: string }>(ask("GET", `/schedules/${id}/runs?limit=1`));
    expect(runs.items).toEqual([again]);
    const older = await read<{ items: ScheduleRun[] }>(ask("GET", `/schedules/${id}/runs?limit=1&cursor=${runs.next}`));
    expect(older.items).toEqual([run]);
    expect((await ask("DELETE", `/schedules/${id}`)).status).toBe(204);
    expect((await ask("GET", `/schedules/${id}`)).status).toBe(404);
    const log = await api.data.repositories.audit.list(systemScope, { limit: 20 });
    const entries = log?.items.filter((entry) => entry.action.startsWith("schedule.")) ?? [];
    expect(entries.map(({ action, subject }) => [action, subject]).reverse()).toEqual([
      ["schedule.create", "Nightly"],
      ["schedule.change", "Daily"],
      ["schedule.change", "Daily"],
      ["schedule.pause", "Daily"],
      ["schedule.resume", "Daily"],
      ["schedule.run", "Daily"],
      ["schedule.run", "Daily"],
      ["schedule.remove", "Daily"],
    ]);
    expect(entries.find(({ action }) => action === "schedule.create")?.detail).toMatchObject({
      target: "all",
      cron: "30 2 * * *",
    });
  });

  test("with a scan that failed names it", async () => {
    const { api, ask, ids } = await team();
    const { id } = await made(ask);
    await ask("POST", `/schedules/${id}/run`);
    await api.data.database.pool.query(
      `UPDATE scans SET state = 'failed', error = '{"code":"auth","message":"Refused.","remedy":"Ask."}' WHERE cluster_id = $1`,
      [ids.b],
    );
    const { lastRun } = await read<Schedule>(ask("GET", `/schedules/${id}`));
    expect(lastRun).toMatchObject({
      started: 2,
      states: { queued: 1, failed: 1 },
      failed: [{ cluster: "beta", message: "Refused." }],
    });
  });
});

describe("an operator of some clusters", () => {
  test("makes schedules for those alone", async () => {
    const { ids, operator } = await team();
    const ask = await operator({ clusters: [{ id: ids.a }] });
    expect(await made(ask, { target: { clusters: [ids.a] } })).toMatchObject({ mayChange: true, clusters: [{ name: "alpha" }] });
    const other = { ...terms, name: "Other" };
    for (const target of [{ clusters: "all" }, { labels: { env: "prod" } }])
      expect((await ask("POST", "/schedules", { ...other, target })).status).toBe(403);
    const hidden = await read(ask("POST", "/schedules", { ...other, target: { clusters: [ids.a, ids.b] } }), 400);
    const absent = { clusters: [ids.a, "cls_aaaaaaaaaaaaaaaaaaaaaaaaaa"] };
    expect(await read(ask("POST", "/schedules", { ...other, target: absent }), 400)).toEqual(hidden);
  });

  test("sees of a larger schedule what touches theirs, and changes nothing of it", async () => {
    const { ask, ids, operator } = await team();
    const all = await made(ask);
    const both = await made(ask, { name: "Both", target: { clusters: [ids.a, ids.b] } });
    const hidden = await made(ask, { name: "Hidden", target: { clusters: [ids.b] } });
    await ask("POST", `/schedules/${both.id}/run`);
    await ask("POST", `/schedules/${all.id}/run`);
    const limited = await operator({ clusters: [{ id: ids.a }] });
    const { items } = await read<{ items: Schedule[] }>(limited("GET", "/schedules"));
    expect(items).toMatchObject([
      { name: "Both", target: { clusters: [ids.a] }, clusters: [{ name: "alpha" }], mayChange: false, lastRun: { started: 1 } },
      {
        ...{ name: "Nightly", target: { clusters: "all" }, clusters: [{ name: "alpha" }], mayChange: false },
        lastRun: { started: 0, skipped: [{ clusterId: ids.a }] },
      },
    ]);
    expect(JSON.stringify(items)).not.toContain(ids.b);
    for (const [method, path, body] of [
      ["PATCH", "", { name: "Mine" }],
      ["POST", "/pause"],
      ["POST", "/run"],
      ["DELETE", ""],
    ] as const) {
      expect((await limited(method, `/schedules/${both.id}${path}`, body)).status).toBe(403);
      expect((await limited(method, `/schedules/${hidden.id}${path}`, body)).status).toBe(404);
    }
    expect((await limited("GET", `/schedules/${hidden.id}/runs`)).status).toBe(404);
    expect(await read(ask("GET", `/schedules?cluster=${ids.b}`))).toMatchObject({
      items: [{ name: "Both" }, { name: "Hidden" }, { name: "Nightly" }],
    });
    expect(await read(limited("GET", `/schedules?cluster=${ids.b}`))).toEqual({ items: [] });
  });

  test("keeps a schedule that somebody else's removed cluster was part of", async () => {
    const { api, ask, ids, operator } = await team();
    const both = await made(ask, { target: { clusters: [ids.a, ids.b] } });
    await api.data.repositories.clusters.remove(systemScope, ids.b);
    const limited = await operator({ clusters: [{ id: ids.a }] });
    expect(await read(limited("POST", `/schedules/${both.id}/pause`))).toMatchObject({ mayChange: true, next: [] });
  });

  test("who is a viewer changes none", async () => {
    const { api, ask } = await team();
    const { id } = await made(ask);
    const cookie = await api.signIn({ role: "viewer" });
    expect((await api.ask("GET", `/schedules/${id}`, { cookie })).status).toBe(200);
    expect((await api.ask("POST", `/schedules/${id}/run`, { cookie })).status).toBe(403);
    expect((await api.ask("POST", "/schedules", { cookie, body: terms })).status).toBe(403);
  });
});
