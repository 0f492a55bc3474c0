import { expect, test } from "vitest";
import { percent } from "./percent.ts";

const plain = (share: number) => percent(share).replace("\u00a0", " ");

test("100 % is said only when everything was seen", () => {
  expect(plain(1)).toBe("100 %");
  expect(plain(0.9999)).toBe("99 %");
});

test("something is never shown as nothing", () => {
  expect(plain(0)).toBe("0 %");
  expect(plain(0.001)).toBe("<1 %");
  expect(plain(0.956)).toBe("96 %");
});
