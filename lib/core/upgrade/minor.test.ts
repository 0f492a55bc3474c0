import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMinor, parseMinor, stepsTo } from "./minor.ts";

const cases = Number(process.env.CASES ?? 200);
const aMinor = fc.integer({ min: 0, max: 120 });

describe("a minor", () => {
  test.each([
    ["1.37", 37],
    ["v1.37.2", 37],
    ["v1.33.4-eks-3abc", 33],
    ["1.33+", 33],
    ["v1.31.5+k3s1", 31],
    ["v1.30.0-gke.1", 30],
    [" 1.29 ", 29],
    ["1.9", 9],
  ])("is read from %s", (text, minor) => {
    expect(parseMinor(text)).toBe(minor);
  });

  test.each(["", "2.0", "1", "1.", "1.x", "one", "11.3", "1.37beta", "1.3700", "=1.37"])("is not read from %s", (text) => {
    expect(parseMinor(text)).toBeUndefined();
  });

  test("is read back from what is written", () => {
    fc.assert(
      fc.property(aMinor, (minor) => {
        expect(parseMinor(formatMinor(minor))).toBe(minor);
      }),
      { numRuns: cases },
    );
  });
});

describe("the steps to a target", () => {
  test("skip no minor", () => {
    expect(stepsTo(24, 27)).toEqual({ kind: "steps", steps: [25, 26, 27] });
    expect(stepsTo(36, 37)).toEqual({ kind: "steps", steps: [37] });
  });

  test("are none to where one is, and invalid down", () => {
    expect(stepsTo(30, 30)).toEqual({ kind: "same" });
    expect(stepsTo(30, 29)).toEqual({ kind: "invalid", reason: "downgrade" });
  });

  test("are one each, up to the target", () => {
    fc.assert(
      fc.property(aMinor, aMinor, (current, target) => {
        const path = stepsTo(current, target);
        expect(path.kind === "steps").toBe(target > current);
        if (path.kind !== "steps") return;
        expect(path.steps.at(-1)).toBe(target);
        path.steps.forEach((step, index) => {
          expect(step - (path.steps[index - 1] ?? current)).toBe(1);
        });
      }),
      { numRuns: cases },
    );
  });
});
