import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./line-diff.ts";

const cases = Number(process.env.CASES ?? 300);
const text = fc
  .array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 })
  .map((lines) => `${lines.join("\n")}\n`);

test("shows what came in the place of what went", () => {
  expect(diffLines("a\nb\nc\n", "a\nx\nc\nd\n").map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    "same a",
    "removed b",
    "added x",
    "same c",
    "added d",
  ]);
});

test("holds both texts, whole and in order", () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const side = (gone: string) =>
        `${lines
          .filter(({ kind }) => kind !== gone)
          .map((line) => line.text)
          .join("\n")}\n`;
      expect([side("added"), side("removed")]).toEqual([before, after]);
    }),
    { numRuns: cases },
  );
});

test("finds texts that are the same to be the same", () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(diffLines(one, one).every(({ kind }) => kind === "same")).toBe(true);
    }),
    { numRuns: cases },
  );
});
