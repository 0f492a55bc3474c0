import { expect, test } from "vitest";
import { matchesSelector } from "./selector.ts";

const labels = { app: "web", tier: "front" };
const expression = (key: string, operator: string, ...values: string[]) => ({ matchExpressions: [{ key, operator, values }] });

test.each([
  [{}, true],
  [{ matchLabels: { app: "web" } }, true],
  [{ matchLabels: { app: "web", tier: "back" } }, false],
  [{ matchLabels: { toString: "web" } }, false],
  [expression("app", "In", "api", "web"), true],
  [expression("gone", "In", "web"), false],
  [expression("app", "NotIn", "web"), false],
  [expression("gone", "NotIn", "web"), true],
  [expression("app", "Exists"), true],
  [expression("gone", "Exists"), false],
  [expression("app", "DoesNotExist"), false],
  [expression("gone", "DoesNotExist"), true],
  [expression("app", "Resembles", "web"), false],
  [{ matchLabels: { app: "web" }, ...expression("tier", "In", "back") }, false],
])("%j", (selector, matches) => {
  expect(matchesSelector(selector, labels)).toBe(matches);
});
