import fc from "fast-check";
import { expect, test } from "vitest";
import { foldText, readableText } from "./folded-text.ts";

const run = "Q".repeat(400);

test("a long run of base64 is folded, and what is around it is not", () => {
  expect(foldText(`{"cert": "${run}=="}`)).toEqual([
    { text: '{"cert": "', folded: false, marked: false },
    { text: `${run}==`, folded: true, marked: false },
    { text: '"}', folded: false, marked: false },
  ]);
});

test("a digest is read as it is", () => {
  const digest = `"sha256:${"ab".repeat(32)}"`;
  expect(foldText(digest)).toEqual([{ text: digest, folded: false, marked: false }]);
});

test("what the reader looks for is marked wherever it stands", () => {
  const parts = foldText("commit 8b1d07ac and 8b1d07ac, not 3f9c2e1b", ["8b1d07ac", "3f9c2e1b", "on"]);
  expect(parts.filter(({ marked }) => marked).map(({ text }) => text)).toEqual(["8b1d07ac", "8b1d07ac", "3f9c2e1b"]);
});

test("nothing of a text is lost or changed by folding and marking it", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constant(run), fc.constant("8b1d07ac"))),
      fc.array(fc.oneof(fc.string(), fc.constant("8b1d07ac"))),
      (pieces, marks) => {
        const text = pieces.join("");
        expect(
          foldText(text, marks)
            .map((part) => part.text)
            .join(""),
        ).toBe(text);
      },
    ),
  );
});

test("JSON is indented, and what is none stays as it was found", () => {
  expect(readableText('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  expect(readableText("<img onerror=alert(1)>")).toBe("<img onerror=alert(1)>");
});
