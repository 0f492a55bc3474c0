import { expect, test } from "vitest";
import { formatList, renderMessage } from "./message.ts";

const at = { resource: "pods", kind: "Pod", namespace: "shop", name: "web" };

test("a message names its object and its data", () => {
  expect(renderMessage("{object} does {what} to {many}", at, { what: "this", many: ["a", "b", "c", "d", "e"] })).toBe(
    "Pod shop/web does this to a, b, c and 2 more",
  );
});

test("data that look like placeholders stay text", () => {
  expect(renderMessage("{a}", at, { a: "{object} {b}", b: "x" })).toBe("{object} {b}");
  expect(renderMessage("{toString}", at, {})).toBe("{toString}");
});

test("characters that turn a text round or end a line are left out, and a long one ends", () => {
  expect(renderMessage("{a}!", at, { a: "evil\u202Etxt\u0000\n" })).toBe("eviltxt!");
  expect(renderMessage("{a}", at, { a: "x".repeat(5000) })).toHaveLength(600);
});

test.each([
  [[], "nothing"],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
  [["a", "b", "c", "d"], "a, b, c and 1 more"],
])("%j is %s", (list, text) => {
  expect(formatList(list)).toBe(text);
});
