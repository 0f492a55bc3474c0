import { expect, test } from "vitest";
import { z } from "zod";
import { listOf } from "./common.ts";

const list = listOf(z.enum(["a", "b"]));

test.each([
  [undefined, undefined],
  ["a", ["a"]],
  ["a,b", ["a", "b"]],
  [
    ["a", "b"],
    ["a", "b"],
  ],
])("a list %j is %j", (value, expected) => {
  expect(list.parse(value)).toEqual(expected);
});

test.each(["c", ["a", ["b"]], [[]], {}, 1])("%j is no list", (value) => {
  expect(list.safeParse(value).success).toBe(false);
});
