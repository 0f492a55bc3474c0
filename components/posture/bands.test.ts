import { expect, test } from "vitest";
import { bandsOf, shareOf } from "./bands.ts";

const check = (title: string, verdict: "pass" | "fail" | "notAssessed" | "notApplicable") => ({ title, verdict });

test("layers stand in their order, and what needs somebody first in each", () => {
  const checks = [check("B", "pass"), check("A", "pass"), check("C", "fail"), check("D", "notAssessed")];
  const bands = bandsOf(checks, () => "container");
  expect(bands.map(({ layer }) => layer)).toEqual(["cloud", "cluster", "container", "code"]);
  expect(bands[2]?.checks.map(({ title }) => title)).toEqual(["C", "D", "A", "B"]);
});

test("what nobody looked at lowers the coverage and not the score, and makes no number by itself", () => {
  expect(shareOf([check("A", "pass"), check("B", "notAssessed")])).toMatchObject({ share: 1, coverage: 0.5 });
  expect(shareOf([check("B", "notAssessed"), check("C", "notApplicable")])).toMatchObject({
    share: undefined,
    coverage: undefined,
  });
});
