/** Zip archives as they come: in pieces of any size, and those that mean harm. */
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { zipArchive } from "#test/archives/zip-archive.ts";
import { readZip, type ZipLimits } from "./read-zip.ts";

const limits: ZipLimits = { entries: 10, entryBytes: 200_000, bytes: 300_000, archiveBytes: 1_000_000 };
const long = "advisory ".repeat(20_000);
const random = Buffer.from(Array.from({ length: 150_000 }, (_, index) => (index * 7919 * ((index >> 3) + 1)) % 251));

async function read(archive: Buffer, { pieces = 1_000, ...own }: Partial<ZipLimits> & { readonly pieces?: number } = {}) {
  const chunks = Array.from({ length: Math.ceil(archive.length / pieces) }, (_, index) =>
    archive.subarray(index * pieces, (index + 1) * pieces),
  );
  const found: [string, number][] = [];
  const answer = await readZip(Readable.from(chunks), { ...limits, ...own }, ({ name, bytes }) => {
    found.push([name, bytes.length]);
  });
  return { answer, found };
}

test("entries are read in whatever way they are written, and however the archive is cut", async () => {
  const archive = zipArchive([
    { name: "a.json", content: "{}" },
    { name: "b.json", content: long.slice(0, 100_000), as: "streamed" },
    { name: "c.json", content: "stored", as: "stored" },
    { name: "d.json", content: random, as: "wide" },
    { name: "folder/", content: "", as: "stored" },
  ]);
  for (const pieces of [7, 1_000, archive.length])
    expect(await read(archive, { pieces })).toEqual({
      answer: { ok: true, value: 5 },
      found: [
        ["a.json", 2],
        ["b.json", 100_000],
        ["c.json", 6],
        ["d.json", 150_000],
      ],
    });
});

test("what unpacks without end, holds too much, or is larger than is read is refused", async () => {
  for (const as of [undefined, "streamed"] as const) {
    const bomb = zipArchive([{ name: "bomb", content: Buffer.alloc(10_000_000), ...(as && { as }) }]);
    expect(bomb.length).toBeLessThan(20_000);
    expect((await read(bomb)).answer).toMatchObject({ error: { code: "tooLarge" } });
    const two = zipArchive([1, 2].map((one) => ({ name: `${one}`, content: Buffer.alloc(180_000), ...(as && { as }) })));
    expect((await read(two)).answer).toMatchObject({ error: { code: "tooLarge" } });
  }
  const many = zipArchive(Array.from({ length: 11 }, (_, index) => ({ name: `${index}`, content: "" })));
  expect((await read(many)).answer).toMatchObject({
    error: { code: "tooLarge", message: expect.stringContaining("10 entries") },
  });
  const one = zipArchive([{ name: "a", content: random, as: "stored" }]);
  expect((await read(one, { archiveBytes: 100_000 })).answer).toMatchObject({ error: { code: "tooLarge" } });
});

test("an archive that is cut, damaged, encrypted or not what its list says is not read to its end", async () => {
  const files = [
    { name: "a", content: long.slice(0, 1_000), as: "streamed" as const },
    { name: "b", content: long.slice(0, 2_000) },
  ];
  const archive = zipArchive(files);
  for (let length = 0; length < archive.length - 22; length++)
    expect((await read(archive.subarray(0, length))).answer, `cut to ${length}`).toMatchObject({ ok: false });
  for (const lies of [{ unlisted: 1 }, { sum: 1 }, { flags: 1 }])
    expect((await read(zipArchive(files, lies))).answer).toMatchObject({ error: { code: "unreadable" } });
  expect((await read(Buffer.from("not an archive"))).answer).toMatchObject({ ok: false });
});
