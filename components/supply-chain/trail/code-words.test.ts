import { expect, test } from "vitest";
import type { CodeAnalysisView } from "#contracts/supply-chain/sources.ts";
import { foundWords, scoreWords, verdictOf } from "./code-words.ts";

const nothing = { error: 0, warning: 0, note: 0, none: 0, suppressed: 0 };
const analysis = (over: Partial<CodeAnalysisView>): CodeAnalysisView => ({
  ...{ id: "srp_aaaaaaaaaa", origin: "upload", tool: "CodeQL", rules: 3, counts: nothing, results: [], omitted: 0 },
  ...{ ended: "well", problems: [], at: "2026-11-01T00:00:00Z" },
  ...over,
});

test("an analysis that ended badly, or does not say how, is no clean bill", () => {
  expect(verdictOf(analysis({}))).toBe("pass");
  expect(foundWords(analysis({}))).toBe("no result");
  expect(verdictOf(analysis({ ended: "badly" }))).toBe("notAssessed");
  expect(foundWords(analysis({ ended: "badly" }))).toContain("what it did not find may be there");
  expect(verdictOf(analysis({ ended: "notTold" }))).toBe("notAssessed");
});

test("errors and warnings fail, and suppressed results are told", () => {
  const found = analysis({ counts: { ...nothing, error: 1, warning: 2, suppressed: 4 }, omitted: 7 });
  expect(verdictOf(found)).toBe("fail");
  expect(foundWords(found)).toBe("1 error, 2 warnings; 4 suppressed; 7 not listed here");
});

test("a scorecard of another commit says so", () => {
  const card = { commit: "b".repeat(40), sameCommit: false, date: "2026-10-01", score: 7.25, checks: [] };
  expect(scoreWords(card)).toBe("7.3 of 10, of another commit, bbbbbbbbbbbb, 2026-10-01");
  expect(scoreWords({ ...card, score: undefined, sameCommit: true })).toBe("no score could be told, of this commit, 2026-10-01");
});
