import { expect, test } from "vitest";
import { parseQuantity } from "./quantity.ts";

test.each([
  ["1Gi", 2 ** 30],
  ["1024Mi", 2 ** 30],
  ["500m", 0.5],
  ["1e3", 1000],
  ["1.5G", 1.5e9],
  [".5", 0.5],
  ["128974848", 128974848],
  ["1E", 1e18],
  ["0", 0],
  ["", undefined],
  ["1GiB", undefined],
  ["much", undefined],
])("%s is %s", (text, value) => {
  expect(parseQuantity(text)).toBe(value);
});
