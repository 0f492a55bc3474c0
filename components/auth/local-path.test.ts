import fc from "fast-check";
import { expect, test } from "vitest";
import { localPath } from "./local-path.ts";

test("a path of our own is kept with its query", () => {
  expect(localPath("/findings?severity=critical#top")).toBe("/findings?severity=critical#top");
});

test("what leads elsewhere becomes the fleet", () => {
  const others = [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/./\\evil",
    "/.//evil.example",
    "",
  ];
  for (const to of others) expect(new URL(localPath(to), "https://own.example").origin).toBe("https://own.example");
  expect(localPath("//evil.example")).toBe("/");
  expect(localPath("javascript:alert(1)")).toBe("/");
  expect(localPath(undefined)).toBe("/");
  expect(localPath("/sign-in?to=/")).toBe("/");
});

test("no text leads to another origin", () => {
  const hostile = fc.array(fc.constantFrom("/", "\\", ".", "\t", "\n", "@", ":", "evil.example", "?", "#", "%2f", " "), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(hostile, (parts) => {
      expect(new URL(localPath(parts.join("")), "https://own.example").origin).toBe("https://own.example");
    }),
    { numRuns: Number(process.env.CASES ?? 500) },
  );
});
