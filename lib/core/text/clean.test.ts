import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clean, cleanLines, json } from "./clean.ts";

describe("clean", () => {
  it.each([
    ["plain-name", "plain-name"],
    ["\u001b[31mred\u001b[0m", "\\u001b[31mred\\u001b[0m"],
    ["a\r\nb\tc", "a\\u000d\\u000ab\\u0009c"],
    ["\u009b2J", "\\u009b2J"],
    ["\u202egnp.exe", "\\u202egnp.exe"],
    ["zero\u200bwidth", "zero\\u200bwidth"],
    ["tag\u{e0041}", "tag\\u{e0041}"],
    ["日本語 — ñ", "日本語 — ñ"],
  ])("shows %j as %j", (text, shown) => {
    expect(clean(text)).toBe(shown);
  });

  it("keeps line breaks where they are its own", () => {
    expect(cleanLines("a\n\u001bb")).toBe("a\n\\u001bb");
  });
});

describe("json", () => {
  it("means the same and holds no control character but its own line breaks", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const printed = json({ [text]: [text] }, 2);
        expect(JSON.parse(printed)).toEqual({ [text]: [text] });
        expect(printed.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });
});
