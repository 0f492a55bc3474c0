import { expect, test } from "vitest";
import { changesSentence } from "./change-words.ts";

test("the sentence counts what changed, and claims nothing of what nobody looked at", () => {
  const sentence = (image: number, signer: number, state: number) =>
    changesSentence({ counts: { image, signer, state } }, "In the last 7 days");
  expect(sentence(2, 1, 1)).toBe("In the last 7 days: 2 new images, 1 new signer and 1 link that stands otherwise.");
  expect(sentence(0, 0, 3)).toBe("In the last 7 days: 3 links that stand otherwise.");
  expect(sentence(0, 0, 0)).toBe("In the last 7 days nothing changed in what was looked at.");
});
