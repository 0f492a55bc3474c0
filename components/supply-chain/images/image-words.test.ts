import { expect, test } from "vitest";
import { groundWord, withoutOpenWord } from "./image-words.ts";

const asOf = "2026-11-20T00:00:00Z";

test("no report is never none, and a look at some packages alone does not say that there are none", () => {
  expect(withoutOpenWord(undefined)).toBe("no report");
  expect(withoutOpenWord({ open: {}, ground: "report", asOf })).toBe("none reported");
  expect(withoutOpenWord({ open: {}, ground: "partial", asOf })).toBe("not known");
  expect(withoutOpenWord({ open: { low: 1 }, ground: "partial", asOf })).toBeUndefined();
});

test("numbers say what they rest on wherever it is less than a report of these days that somebody answers for", () => {
  expect(groundWord({ open: {}, ground: "report", asOf })).toBeUndefined();
  for (const ground of ["claim", "partial", "old"] as const) expect(groundWord({ open: {}, ground, asOf })).toBeTruthy();
});
