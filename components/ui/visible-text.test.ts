import { expect, test } from "vitest";
import { visibleText } from "./visible-text.ts";

test("what cannot be seen is shown as what it is", () => {
  expect(visibleText("\u202Egnp.exe")).toBe("‹U+202E›gnp.exe");
  expect(visibleText("ad\u200Bmin\n")).toBe("ad‹U+200B›min‹U+000A›");
});

test("what can be seen stays as it is", () => {
  for (const text of ["ci/deployer", "Jörg Müller", "данные", "משתמש", "<b>x</b>", "👩 dev"])
    expect(visibleText(text)).toBe(text);
});
