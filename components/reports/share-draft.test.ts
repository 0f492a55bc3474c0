import { describe, expect, test } from "vitest";
import { seedSchema } from "#contracts/share-links.ts";
import { consequence, livesOf, newSeed } from "./share-draft.ts";

const now = Date.parse("2026-11-24T14:02:00Z");
const decisions = { title: "A", days: 7, hideEndpoint: true, pseudonyms: false, signedInOnly: false };

test("lives end with the longest that is allowed", () => {
  expect(livesOf({ maxDays: 90, defaultDays: 7 })).toEqual([1, 3, 7, 14, 30, 60, 90]);
  expect(livesOf({ maxDays: 10, defaultDays: 7 })).toEqual([1, 3, 7, 10]);
  expect(livesOf({ maxDays: 2, defaultDays: 2 })).toEqual([1, 2]);
});

describe("the consequence", () => {
  test("says who can read it, and until when", () => {
    expect(consequence(decisions, now, "UTC")).toBe(
      "Everybody who has the link, without signing in, can read this report until 1 Dec 2026, 14:02. You can end it at any time under Reports.",
    );
    expect(consequence({ ...decisions, signedInOnly: true }, now, "UTC")).toMatch(
      /^Everybody who has the link and signs in here/,
    );
  });
});

test("a seed is one that the server takes", () => expect(seedSchema.parse(newSeed())).not.toBe(newSeed()));
