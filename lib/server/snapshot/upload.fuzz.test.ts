import { gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { emptyInventory } from "#core/inventory/build.ts";
import { encodeInventory } from "#core/inventory/snapshot/encode.ts";
import { tarArchive } from "#test/archives/tar-archive.ts";
import { readUpload } from "./upload.ts";

const numRuns = Number(process.env.CASES ?? 500);
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);

const pod = stringify({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" }, spec: { containers: [] } });
const snapshot = Buffer.from([...encodeInventory(emptyInventory({ takenAt: "2026-11-01T00:00:00Z", source: "live" }))].join(""));
const whole: readonly Buffer[] = [
  snapshot,
  gzipSync(snapshot),
  zstdCompressSync(snapshot),
  tarArchive([{ path: "a.yaml", content: pod }]),
  gzipSync(tarArchive([{ path: "a.yaml", content: pod }])),
  Buffer.from(zipSync({ "a.yaml": Buffer.from(pod), "b.json": Buffer.from("{}") })),
  Buffer.from(pod),
];

const change = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  cut: fc.nat({ max: 4 }),
  insert: fc.uint8Array({ maxLength: 4 }),
});

it(`gives an inventory or one refusal for any damage (seed ${seed}, ${numRuns} cases)`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...whole), fc.array(change, { maxLength: 3 }), async (bytes, changes) => {
      const damaged = changes.reduce((left, { at, cut, insert }) => {
        const place = Math.floor(at * left.length);
        return Buffer.concat([left.subarray(0, place), insert, left.subarray(place + cut)]);
      }, bytes);
      const read = await readUpload(damaged, { now: new Date(0) });
      if (read.ok) expect(Object.values(read.value.looks).every(({ coverage }) => coverage.state !== "complete")).toBe(true);
      else expect(read.error.code && read.error.message && read.error.remedy).toBeTruthy();
    }),
    { numRuns, seed },
  );
}, 120_000);
