import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAuditLog } from "./read-audit-log.ts";

const event = (user: string, name: string, time = "2026-11-01T10:00:00.000000Z") =>
  JSON.stringify({
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    stage: "ResponseComplete",
    verb: "get",
    user: { username: user },
    objectRef: { resource: "pods", namespace: "shop", name },
    responseStatus: { code: 200 },
    stageTimestamp: time,
  });

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

const log = [
  event("jane", "a", "2026-11-02T10:00:00.000000Z"),
  event("eve", "b", "2026-11-04T10:00:00.000000Z"),
  "not an event",
  event("jane", "é 日本"),
  "",
].join("\n");

test("a log means the same in chunks of any size, plain and packed", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 600 }), fc.boolean(), async (size, packed) => {
      const bytes = packed ? gzipSync(log) : Buffer.from(log);
      const read = await readAuditLog(chunksOf(bytes, size), { user: "jane" });
      expect(read).toMatchObject({
        ok: true,
        value: {
          lines: 4,
          events: 2,
          unreadable: 1,
          period: { from: "2026-11-01T10:00:00.000000Z", to: "2026-11-04T10:00:00.000000Z" },
        },
      });
      expect(read.ok && read.value.allowed.map(({ action }) => "name" in action.attributes && action.attributes.name)).toEqual([
        "a",
        "é 日本",
      ]);
    }),
    { numRuns: Number(process.env.CASES ?? 60), verbose: 1 },
  );
});

test("a user whose name is written with escapes is found all the same", async () => {
  const name = 'jane "<x>" é';
  const line = event(name, "a").replaceAll("<", "\\u003c").replaceAll(">", "\\u003e");
  expect(await readAuditLog(chunksOf(Buffer.from(line), 50), { user: name })).toMatchObject({ ok: true, value: { events: 1 } });
});

test("a log that is too large is refused, also one that grows when it is unpacked", async () => {
  const zeros = Buffer.alloc(4 * 1024 * 1024);
  for (const bytes of [zeros, gzipSync(zeros)])
    expect(await readAuditLog(chunksOf(bytes, 65_536), { user: "jane", most: 1024 * 1024 })).toMatchObject({
      ok: false,
      error: { code: "auditLogTooLarge" },
    });
});

test("a line that no event can be is passed over in little memory", async () => {
  const long = Buffer.alloc(40 * 1024 * 1024, 0x61);
  const whole = Buffer.concat([long, Buffer.from(`\n${event("jane", "a")}\n`)]);
  expect(await readAuditLog(chunksOf(whole, 1024 * 1024), { user: "jane" })).toMatchObject({
    ok: true,
    value: { lines: 2, unreadable: 1, events: 1 },
  });
});

test("what is packed and broken is refused", async () => {
  const bytes = gzipSync(log).subarray(0, 60);
  expect(await readAuditLog(chunksOf(bytes, 16), { user: "jane" })).toMatchObject({
    ok: false,
    error: { code: "auditLogUnreadable" },
  });
});
