import { describe, expect, it } from "vitest";
import { staticPod } from "#core/checks/upgrade/worlds.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { connectToFake, requests, stoppedClock } from "#test/apiserver/collecting.ts";
import { type Misbehaviour, sendStatus, sendText } from "#test/apiserver/fake-api-server.ts";
import { countsIn, readApiMetric } from "./api-metric.ts";

const metrics = (start: number, more = "") => `# HELP apiserver_requested_deprecated_apis [STABLE] Gauge of deprecated APIs
# TYPE apiserver_requested_deprecated_apis gauge
apiserver_requested_deprecated_apis{group="batch",removed_release="1.25",resource="cronjobs",subresource="",version="v1beta1"} 1
apiserver_requested_deprecated_apis{group="",removed_release="",resource="componentstatuses",subresource="status",version="v1"} 1
apiserver_requested_deprecated_apis{group="policy",resource="gone",version="v1beta1"} 0
${more}apiserver_storage_objects{resource="secrets"} 4711
process_start_time_seconds ${start}
`;

const inventory = (servers: number) =>
  inventoryOfObjects(
    Array.from({ length: servers }, (_, index) => {
      const pod = staticPod("kube-apiserver", "v1.24.2");
      return { ...pod, metadata: { ...(pod.metadata as object), name: `kube-apiserver-${index}` } };
    }),
    { takenAt: "2026-11-23T14:02:00Z", source: "live" },
  );

function read(servers: number, misbehave: Misbehaviour) {
  return connectToFake({ misbehave }, (connection) => readApiMetric(connection, inventory(servers), { clock: stoppedClock() }));
}

const asked = () => requests().filter(({ target }) => target === "/metrics").length;

describe("the API server's metric", () => {
  it("is read down to the versions that were asked for and the time of the start", () => {
    expect(countsIn(metrics(1_790_000_000.25))).toEqual({
      startedAt: "2026-09-21T14:13:20.250Z",
      uses: [
        { group: "batch", version: "v1beta1", resource: "cronjobs", removedRelease: "1.25" },
        { group: "", version: "v1", resource: "componentstatuses", subresource: "status" },
      ],
    });
    expect(countsIn('apiserver_requested_deprecated_apis{resource="x"} 1\nprocess_start_time_seconds NaN\nnoise')).toEqual({
      uses: [],
    });
  });

  it("is asked for again over a new connection until every server that is known has answered", async () => {
    const starts = [1_790_000_000, 1_790_000_000, 1_790_000_500, 1_790_001_000];
    const ports = new Set<unknown>();
    const metric = await read(3, ({ target }, response) => {
      if (target !== "/metrics") return false;
      ports.add(response.socket?.remotePort);
      return sendText(response, 200, "text/plain; version=0.0.4", metrics(starts.shift() ?? 0));
    });
    expect(metric).toMatchObject({ state: "read", known: 3, servers: { length: 3 } });
    expect([asked(), ports.size]).toEqual([4, 4]);
  });

  it("of servers that never answer is left, and says how many there are", async () => {
    const metric = await read(
      2,
      ({ target }, response) => target === "/metrics" && sendText(response, 200, "text/plain", metrics(1_790_000_000)),
    );
    expect(metric).toMatchObject({ state: "read", known: 2, servers: { length: 1 } });
    expect(asked()).toBe(6);
  });

  it("that is refused is told with what would grant it", async () => {
    const metric = await read(1, ({ target }, response) => target === "/metrics" && sendStatus(response, 403, "Forbidden"));
    expect(metric).toEqual({
      state: "unread",
      gap: { resource: "/metrics", reason: "forbidden", detail: "grant it with deploy/rbac/api-metrics.yaml" },
    });
  });

  it("holds a large answer back but for a few lines, and gives up on one beyond all bounds", async () => {
    const noise = `noise{label="${"x".repeat(200)}"} 1\n`.repeat(20_000);
    const of = (more: string) =>
      read(
        1,
        ({ target }, response) => target === "/metrics" && sendText(response, 200, "text/plain", metrics(1_790_000_000, more)),
      );
    expect(await of(noise)).toMatchObject({ state: "read", servers: [{ uses: { length: 2 } }] });
    expect(await of(noise.repeat(32))).toMatchObject({ state: "unread", gap: { reason: "truncated" } });
  });

  it.each([
    ["JSON", "application/json", "{}"],
    ["a page", "text/html", "<p>Sign in</p>"],
  ])("that is %s is none", async (_name, type, text) => {
    const metric = await read(1, ({ target }, response) => target === "/metrics" && sendText(response, 200, type, text));
    expect(metric).toMatchObject({ state: "unread", gap: { reason: "decodeError" } });
  });
});
