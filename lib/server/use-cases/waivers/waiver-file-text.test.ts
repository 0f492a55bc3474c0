import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FileWaiver, readWaiverFile, writeWaiverFile } from "./waiver-file-text.ts";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const numRuns = Number(process.env.CASES ?? 100);

const line = (most: number) =>
  fc
    .string({ minLength: 1, maxLength: most, unit: "grapheme" })
    .map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, "x").trim() || "x")
    .filter((text) => text.length <= most);
const names = (most: number) => fc.uniqueArray(line(most), { maxLength: 4 });
const waiver: fc.Arbitrary<FileWaiver> = fc.record({
  name: line(60),
  reason: fc.array(line(40), { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
  owner: line(60),
  ticket: fc.option(line(60), { nil: undefined }),
  expires: fc
    .date({ min: new Date("2026-01-01"), max: new Date("2099-01-01"), noInvalidDate: true })
    .map((at) => at.toISOString()),
  match: fc.record({
    clusters: names(40),
    checks: names(40),
    namespaces: names(40),
    kinds: names(40),
    names: names(40),
    fingerprints: fc.constant(["0123456789abcdef0123456789abcdef"]),
  }),
});

test("what is written is read back exactly", () => {
  fc.assert(
    fc.property(fc.uniqueArray(waiver, { selector: ({ name }) => name, maxLength: 5 }), (waivers) => {
      expect(readWaiverFile(writeWaiverFile(waivers))).toEqual({ ok: true, value: waivers });
    }),
    { seed, numRuns },
  );
});

const file = (item: string) => `apiVersion: drydock/v1\nkind: WaiverList\nitems:\n  - ${item.replaceAll("\n", "\n    ")}\n`;
const good = "name: a\nreason: b\nowner: c\nexpires: 2027-03-03";

describe("a file is refused by its place", () => {
  test.each([
    ["an unknown key", file(`${good}\nexpiry: 2027-03-03`), "items[0].expiry"],
    ["an unknown list", file(`${good}\nmatch: {chekcs: [a]}`), "items[0].match.chekcs"],
    ["no end", file("name: a\nreason: b\nowner: c"), "items[0].expires"],
    ["a prototype", file(`${good}\n__proto__: {a: 1}`), "items[0].__proto__"],
    ["another kind", "apiVersion: drydock/v1\nkind: List\nitems: []\n", "kind"],
    ["an alias", file(`${good}\nmatch: {names: &a [x], kinds: *a}`), ""],
    ["a tag", file(`${good}\nticket: !!js/function x`), ""],
    ["a key twice", file(`${good}\nname: b`), ""],
    ["a name twice", `${file(good)}  - {name: a, reason: b, owner: c, expires: 2027-03-03}\n`, "items"],
    ["two documents", `${file(good)}---\na: 1\n`, ""],
    ["a large file", `# ${"x".repeat(1_048_577)}`, ""],
    ["no YAML", "{", ""],
  ])("%s", (_what, text, path) => {
    const read = readWaiverFile(text);
    expect(read.ok ? [] : read.error.map((issue) => issue.path)).toContain(path);
  });

  test("a day is its beginning in UTC", () => {
    const read = readWaiverFile(file(good));
    expect(read.ok && read.value[0]?.expires).toBe("2027-03-03T00:00:00.000Z");
  });
});
