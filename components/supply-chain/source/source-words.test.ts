import { expect, it } from "vitest";
import type { CodeAnalysisView } from "#contracts/supply-chain/sources.ts";
import { countWords, gravityOf, headline, missingWords, originWords, placeOf, scoreWords } from "./source-words.ts";

const analysis: CodeAnalysisView = {
  id: "srp_aaaaaaaaaaaa",
  origin: "upload",
  tool: "Semgrep",
  looksAt: "static",
  namesCommit: true,
  rules: 1,
  counts: { error: 0, warning: 0, note: 0, none: 0, suppressed: 0 },
  scored: { critical: 0, high: 0, medium: 0, low: 0 },
  results: [],
  uncounted: 0,
  omitted: 0,
  ended: "well",
  problems: [],
  uploadedBy: "Robin",
  at: "2026-11-20T00:00:00Z",
};

it("never calls a commit clean that nobody reported about, and tells no report from no look", () => {
  const reason = "";
  expect(headline({ analyses: [], forgeAnalyses: { answer: "unknown", reason } })).toMatch(/^Not looked/);
  expect(headline({ analyses: [], forgeAnalyses: { answer: "absent", reason } })).toMatch(/^No report/);
  expect(headline({ analyses: [analysis], forgeAnalyses: { answer: "unknown", reason } })).toBe(
    "1 tool reported about this commit.",
  );
});

it("counts by level and by score, and says what no count has", () => {
  const counts = { error: 2, warning: 1, note: 0, none: 0, suppressed: 3 };
  const scored = { ...analysis.scored, critical: 1 };
  expect(countWords({ ...analysis, counts, scored, uncounted: 1200 })).toBe(
    "2 errors, 1 warning; by score 1 critical; 3 suppressed; 1,200 more were not counted",
  );
  expect(countWords(analysis)).toBe("it reported none");
  expect(countWords({ ...analysis, ended: "badly" })).toBe("none, by an analysis that did not end well");
});

it("says whose word it is that a report is about the commit", () => {
  expect(originWords(analysis)).toBe("uploaded by Robin; the file names this commit");
  expect(originWords({ ...analysis, namesCommit: false })).toContain("the file names none");
  expect(originWords({ ...analysis, origin: "forge" })).toContain("from the forge");
});

it("names which kinds of analysis are missing beside those that are there", () => {
  expect(missingWords({ missingKinds: ["dependency", "dynamic"], analyses: [analysis] })).toBe(
    "No report of dependency or dynamic analysis is about this commit.",
  );
  expect(missingWords({ missingKinds: [], analyses: [analysis] })).toBeUndefined();
});

it("takes the score before the level, places without a line, and a score that is none", () => {
  expect(gravityOf({ score: 9.1, level: "note" })).toEqual({ severity: "critical", words: "critical (9.1)" });
  expect(gravityOf({ level: "error" })).toEqual({ severity: "high", words: "error" });
  expect([placeOf({ path: "a.ts", line: 3 }), placeOf({ path: "a.ts" }), placeOf({})]).toEqual([
    ...["a.ts:3", "a.ts", "no place named"],
  ]);
  expect(scoreWords(undefined)).toBe("could not tell");
});
