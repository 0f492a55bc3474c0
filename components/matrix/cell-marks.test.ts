import fc from "fast-check";
import { expect, test } from "vitest";
import { cellMarks, hatchPath, inks, unseenRuns } from "./cell-marks.ts";
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
  expect(cellMarks("E-------").critical).toBeDefined();
  expect(cellMarks("SNe-----").critical).toBeUndefined();
});

test("what is not seen is hatched, and nothing else is", () => {
  fc.assert(
    fc.property(letters, (text) => {
      expect(cellMarks(text).hatch !== undefined).toBe(text.includes("?"));
      expect(cellText({ reach: text, spaces: 3 }).includes("not assessed")).toBe(text.includes("?"));
      expect(cellMarks(text).outline !== undefined).toBe(text === "????????");
    }),
    { numRuns: cases },
  );
});

/** Walks path data. @returns where it ends, and the box around what it draws; y grows downwards. */
function walk(path: string) {
  let [x, y] = [0, 0];
  let began: readonly [number, number] = [0, 0];
  const box = { left: Number.POSITIVE_INFINITY, right: 0, top: 0, bottom: Number.NEGATIVE_INFINITY };
  const reach = () => {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  };
  for (const [, command, numbers = ""] of path.matchAll(/([mlhvz])([^mlhvz]*)/g)) {
    const [a = 0, b = 0] = numbers.split(" ").map(Number);
    if (command !== "m") reach();
    if (command === "z") [x, y] = began;
    else if (command === "v") y += a;
    else [x, y] = [x + a, y + b];
    if (command === "m") began = [x, y];
    else reach();
  }
  return { end: [x, y], box };
}

test("each verb is drawn once, within its cell, and the next cell begins where this one did", () => {
  fc.assert(
    fc.property(letters, (text) => {
      const marks = cellMarks(text);
      const bars = inks.flatMap((ink) => marks[ink]?.match(/z/g) ?? []);
      expect(bars.length).toBe([...text].filter((letter) => letter !== "?").length);
      for (const ink of inks) {
        const path = marks[ink];
        if (path === undefined) continue;
        const { end, box } = walk(path);
        expect(end.map(Math.abs)).toEqual([0, 0]);
        expect(box.left).toBeGreaterThanOrEqual(0);
        expect(box.right).toBeLessThanOrEqual(47);
        expect(box.top).toBeGreaterThanOrEqual(-16);
        expect(box.bottom).toBeLessThanOrEqual(0);
      }
    }),
    { numRuns: cases },
  );
});

test("hatching fills its strip from edge to edge", () => {
  const { box } = walk(hatchPath(12, 17));
  expect(box).toEqual({ left: 12, right: 29, top: -16, bottom: 0 });
});
