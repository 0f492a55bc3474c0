import { describe, expect, test } from "vitest";
import type { ScanProgress } from "#contracts/scans.ts";
import { systemScope } from "#server/database/scope.ts";
import { createTestApi, requestOf, type TestApi } from "#test/api/api.ts";
import { teamInventory } from "#test/api/world.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";
import { handleScanEvents, type Pace } from "./scan-events.ts";

const quick: Pace = { poll: 5, heartbeat: 60_000, session: 60_000 };

interface Event {
  readonly id: number;
  readonly event: string;
  readonly data: ScanProgress;
}

interface Watch {
  readonly cookie: string;
  readonly scan: string;
  readonly pace?: Pace;
  readonly lastEventId?: string;
  readonly signal?: AbortSignal;
}

async function watch(api: TestApi, { cookie, scan, pace = quick, lastEventId, signal }: Watch): Promise<Response> {
  const headers: Record<string, string> = lastEventId === undefined ? {} : { "last-event-id": lastEventId };
  const request = requestOf("GET", `/scans/${scan}/events`, { cookie, headers });
  return handleScanEvents(signal ? new Request(request, { signal }) : request, scan, api.entry, pace);
}

function eventsIn(text: string): Event[] {
  const blocks = text.split("\n\n").filter((block) => block.startsWith("id:"));
  return blocks.map((block) => {
    const [id, event, data] = ["id", "event", "data"].map((name) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1] ?? "");
    return { id: Number(id), event: event ?? "", data: JSON.parse(data ?? "") };
  });
}

async function scanned(): Promise<{ api: TestApi; cookie: string; scan: string }> {
  const api = await createTestApi();
  const cluster = await seedCluster(api.data, { name: "team" });
  const scan = await seedScan(api.data, cluster.id, teamInventory());
  return { api, scan: scan.id, cookie: await api.signIn({ role: "viewer" }) };
}

async function waiting(): Promise<{ api: TestApi; cookie: string; scan: string }> {
  const api = await createTestApi();
  const cluster = await seedCluster(api.data, { name: "team" });
  const scan = await api.data.repositories.scans.start(systemScope, { clusterId: cluster.id, trigger: "manual" });
  if (!scan.ok) throw new Error(scan.error.message);
  return { api, scan: scan.value.id, cookie: await api.signIn({ role: "operator" }) };
}

describe("the events of a scan", () => {
  test("are all there for who comes late, in order, and then end", async () => {
    const { api, cookie, scan } = await scanned();
    const response = await watch(api, { cookie, scan });
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const events = eventsIn(await response.text());
    const progress = events.slice(0, -1);
    expect(progress.map(({ id }) => id)).toEqual(progress.map((_, index) => index + 1));
    expect(progress.every(({ id, data }) => data.seq === id)).toBe(true);
    expect(progress.at(-1)?.data.state).toBe("completed");
    expect(events.at(-1)?.event).toBe("end");
  });

  test("go on where a reader was cut off, without a gap and without a repeat", async () => {
    const { api, cookie, scan } = await scanned();
    const whole = eventsIn(await (await watch(api, { cookie, scan })).text());
    for (const { id } of whole.slice(0, -1)) {
      const rest = eventsIn(await (await watch(api, { cookie, scan, lastEventId: String(id) })).text());
      expect(rest.slice(0, -1)).toEqual(whole.slice(0, -1).filter((event) => event.id > id));
      expect(rest.at(-1)?.event).toBe("end");
    }
  });

  test.each(["-1", "x", "1e400", "", "99999999999999999999"])("begin anew for the id %s", async (lastEventId) => {
    const { api, cookie, scan } = await scanned();
    const events = eventsIn(await (await watch(api, { cookie, scan, lastEventId })).text());
    expect(events[0]?.id).toBe(1);
  });

  test("reach a reader who was there first, until the scan has ended", async () => {
    const { api, cookie, scan } = await waiting();
    const text = (await watch(api, { cookie, scan })).text();
    expect((await api.ask("POST", `/scans/${scan}/cancel`, { cookie })).status).toBe(202);
    const events = eventsIn(await text);
    expect(events.at(-2)?.data).toMatchObject({ state: "cancelled" });
    expect(events.at(-1)?.event).toBe("end");
  });

  test("are whole when the scan ends between two looks at it", async () => {
    const { api, cookie, scan } = await waiting();
    const { repositories } = api.entry.services;
    const late = async (...asked: Parameters<typeof repositories.scans.eventsAfter>) => {
      const events = await repositories.scans.eventsAfter(...asked);
      if (events.length === 0) await api.ask("POST", `/scans/${scan}/cancel`, { cookie });
      return events;
    };
    const services = {
      ...api.entry.services,
      repositories: { ...repositories, scans: { ...repositories.scans, eventsAfter: late } },
    };
    const response = await watch({ ...api, entry: { ...api.entry, services } }, { cookie, scan });
    const events = eventsIn(await response.text());
    expect(events.at(-2)?.data).toMatchObject({ state: "cancelled" });
    expect(events.at(-1)?.event).toBe("end");
  });

  test("stop when the session does not hold any more", async () => {
    const { api, cookie, scan } = await waiting();
    const response = await watch(api, { cookie, scan, pace: { ...quick, session: 0 } });
    await api.data.database.pool.query("DELETE FROM sessions");
    expect(eventsIn(await response.text())).toEqual([]);
  });

  test("stop when the scan leaves the reader's scope", async () => {
    const { api, cookie, scan } = await waiting();
    const response = await watch(api, { cookie, scan, pace: { ...quick, session: 0 } });
    await api.data.database.pool.query(`UPDATE users SET scope = '{"clusters":[]}'`);
    expect(eventsIn(await response.text()).at(-1)?.event).toBe("end");
  });

  test("say that they are alive while nothing happens, and stop with their reader", async () => {
    const { api, cookie, scan } = await waiting();
    const leave = new AbortController();
    const response = await watch(api, { cookie, scan, pace: { ...quick, heartbeat: 0 }, signal: leave.signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const heard: string[] = [];
    while (!heard.includes(": here\n\n")) heard.push((await reader?.read())?.value ?? "");
    leave.abort();
    while (!(await reader?.read())?.done);
    expect(heard[0]).toBe("retry: 2000\n\n");
  });
});

test.each([
  ["scn_aaaaaaaaaaaaaaaaaaaaaaaaaa", 404],
  ["*", 404],
  ["scn_%25", 404],
])("there are no events at %s", async (scan, status) => {
  const { api, cookie } = await scanned();
  expect((await watch(api, { cookie, scan })).status).toBe(status);
});
