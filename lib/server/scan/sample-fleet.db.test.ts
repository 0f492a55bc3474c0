import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "#test/postgres/database.ts";
import { createWorkshop, type Workshop } from "#test/worker/worker.ts";
import { systemScope } from "../database/scope.ts";
import { loadSampleFleet, removeSampleFleet } from "./sample-fleet.ts";
import { isSampleName, sampleFile, sampleNames } from "./samples.ts";

let db: TestDatabase;
let workshop: Workshop;
beforeAll(async () => {
  db = await createTestDatabase();
  workshop = await createWorkshop(db);
});
afterAll(async () => {
  await workshop.close();
  await db.close();
});

const load = () => loadSampleFleet(db.repositories, systemScope, "Ada");
const clusters = () => db.repositories.clusters.list(systemScope);

describe("the sample fleet", () => {
  it("ships, without a secret of the world that it was made from", async () => {
    const names = await sampleNames();
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      const text = gunzipSync(await readFile(sampleFile(name))).toString();
      expect(text).toContain('"format":"drydock.inventory"');
      expect(text).not.toContain("drydock-canary-");
    }
  });

  it("loads once, all of it, and is scanned as every cluster is", async () => {
    const names = await sampleNames();
    expect(await load()).toEqual({ ok: true, value: { clusters: names.length } });
    expect(await load()).toMatchObject({ ok: false, error: { code: "sampleLoaded" } });
    workshop.startWorker();
    await expect
      .poll(async () => (await clusters()).every((cluster) => cluster.lastScan), { timeout: 45_000, interval: 100 })
      .toBe(true);
    const loaded = await clusters();
    expect(loaded.map(({ name, kind }) => [name, kind])).toEqual(names.map((name) => [name, "sample"]));
    for (const { lastScan } of loaded)
      expect(lastScan).toMatchObject({ trigger: "sample", clusterKind: "sample", source: "snapshot" });
    expect(
      loaded.some(({ lastScan }) => lastScan?.state === "partial"),
      "one was not seen whole",
    ).toBe(true);
    expect(loaded.some(({ lastScan }) => (lastScan?.counts?.critical ?? 0) > 0)).toBe(true);
  });

  it("is removed with one action, and can be loaded anew", async () => {
    const names = await sampleNames();
    expect(await removeSampleFleet(db.repositories, systemScope)).toBe(names.length);
    expect(await clusters()).toEqual([]);
    expect(await load()).toMatchObject({ ok: true });
  });

  it.each(["", "..", "../secrets", "a/b", "A", "a.b", "payments-eu.snapshot.gz", `a${"b".repeat(60)}`])(
    "has no sample called %j",
    (name) => {
      expect(isSampleName(name)).toBe(false);
    },
  );
});
