import fc from "fast-check";
import { expect, test } from "vitest";
import { cellBackground, isUnseen, unseenRuns } from "./cell-paint.ts";
import { cellText, parseReach } from "./cell-reach.ts";

const cases = Number(process.env.CASES ?? 200);
const letters = fc.array(fc.constantFrom(..."-nseNSE?"), { minLength: 8, maxLength: 8 }).map((all) => all.join(""));

test("words name every verb by how far it reaches", () => {
  expect(cellText({ reach: "EEE-----" })).toBe("get, list, watch everywhere; dangerous: get, list, watch");
  expect(cellText({ reach: "ee--s---", spaces: 2 })).toBe("get, list everywhere; update in 2 namespaces");
  expect(cellText({ reach: "ssssssss", spaces: 1 })).toBe("every verb in 1 namespace");
  expect(cellText({ reach: "n-------" })).toBe("get on named objects only");
  expect(cellText({ reach: "--------" })).toBe("nothing");
  expect(cellText({ reach: "????????" })).toBe("every verb not assessed");
});

test("a letter that is not known is not assessed, and so is one that is missing", () => {
  expect(parseReach("x").map((word) => word.reach)).toEqual(Array(8).fill("unknown"));
});

test("runs of unseen verbs are hatched as one", () => {
  expect(unseenRuns(parseReach("?-??---?"))).toEqual([
    [0, 0],
    [2, 3],
    [7, 7],
  ]);
});

test("only a danger that reaches everywhere is red", () => {
  expect(cellBackground("E-------")).toContain("--critical");
  expect(cellBackground("SN------")).not.toContain("--critical");
});

test("what is not seen is hatched, and nothing else is", () => {
  fc.assert(
    fc.property(letters, (text) => {
      expect(cellBackground(text).includes("--hatch")).toBe(text.includes("?"));
      expect(cellText({ reach: text, spaces: 3 }).includes("not assessed")).toBe(text.includes("?"));
      expect(isUnseen(text)).toBe(text === "????????");
    }),
    { numRuns: cases },
  );
});

test("each verb is drawn once", () => {
  fc.assert(
    fc.property(letters, (text) => {
      const bars = cellBackground(text).match(/(?:var\([^)]*\)|#[0-9a-f]+) \d+px \d+px/g) ?? [];
      const drawn = bars.filter((bar) => !bar.startsWith("#0000") && !bar.includes("--hatch"));
      expect(drawn.length).toBe([...text].filter((letter) => letter !== "?").length);
    }),
    { numRuns: cases },
  );
});
