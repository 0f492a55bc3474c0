import { expect, test } from "vitest";
import { dayAhead, dayWords, matchWords, nothingMatched, severityWords, waiversTitle } from "./waiver-words.ts";

test("a waiver says what it is about", () => {
  const match = { ...nothingMatched, checks: ["pods/root"], namespaces: ["shop", ""], fingerprints: ["0".repeat(32)] };
  expect(matchWords({ match, clusters: [{ id: "cls_a", name: "eu" }] })).toBe(
    "1 chosen finding · check pods/root · namespaces shop, none · cluster eu",
  );
  expect(matchWords({ match: nothingMatched, clusters: [] })).toBe("Everything");
});

test("days are the same for every reader", () => {
  expect(dayWords("2027-03-03T00:00:00.000Z")).toBe("3 March 2027");
  expect(dayAhead(30, Date.parse("2026-11-24T23:00:00Z"))).toBe("2026-12-24");
});

test("the title says what needs a look", () => {
  expect(waiversTitle(0, 0, 0)).toBe("No waiver holds.");
  expect(waiversTitle(4, 1, 2)).toBe("4 waivers hold: 1 ends soon, 2 match nothing.");
  expect(severityWords({ critical: 1, high: 0, medium: 2, low: 0, information: 0 })).toBe("1 critical, 2 medium");
});
