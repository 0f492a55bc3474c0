import { expect, test } from "vitest";
import type { CheckedAssertion } from "#contracts/assertions.ts";
import { countsOf, titleOf, type Verdict, worstOf } from "./assertion-words.ts";

const item = (...verdicts: Verdict[]): CheckedAssertion => ({
  set: { id: "ast_aaaaaaaaaa", name: "a" },
  name: "a",
  sentence: "a",
  clusters: verdicts.map((verdict) => ({
    ...{ cluster: { id: "cls_aaaaaaaaaa", name: "a" }, verdict, breaches: [], breaking: 0, gaps: [] },
  })),
});

test("an assertion is as its worst cluster is, and nothing that was not seen holds", () => {
  expect([item("holds", "broken", "unknown"), item("holds", "unknown"), item("holds"), item()].map(worstOf)).toEqual([
    "broken",
    "unknown",
    "holds",
    "unknown",
  ]);
});

test("the title says what matters first", () => {
  const title = (...items: CheckedAssertion[]) => titleOf(countsOf(items));
  expect(title()).toBe("No assertions yet.");
  expect(title(item("broken"), item("holds"))).toBe("1 of 2 assertions is broken.");
  expect(title(item("unknown"), item("holds"))).toBe("None of 2 assertions is broken, as far as was seen.");
  expect(title(item("holds"))).toBe("The one assertion holds.");
  expect(title(item("holds"), item("holds"))).toBe("All 2 assertions hold.");
});
