import { describe, expect, test } from "vitest";
import { answersSentence, holderWords, imagesWords } from "./questions-words.ts";

describe("the sentence of the page", () => {
  test("counts what passes, what fails and what nobody can answer", () => {
    expect(answersSentence({ pass: 1, fail: 2, notAssessed: 3, notApplicable: 1 })).toBe(
      "Of 6 questions 1 passes, 2 fail, and 3 nobody can answer yet. 1 does not apply.",
    );
    expect(answersSentence({ pass: 2, fail: 1, notAssessed: 0, notApplicable: 0 })).toBe("Of 3 questions 2 pass, 1 fails.");
    expect(answersSentence({ pass: 0, fail: 0, notAssessed: 0, notApplicable: 4 })).toBe(
      "None of the questions applies to this cluster.",
    );
    expect(answersSentence({ pass: 0, fail: 3, notAssessed: 2, notApplicable: 0 })).toBe(
      "Of 5 questions none passes, 3 fail, and 2 nobody can answer yet.",
    );
  });
});

test.each([
  [3, "are verified", "3 images are verified"],
  [1, "are verified", "1 image is verified"],
  [1, "have nothing that says so", "1 image has nothing that says so"],
  [1, "do not say what they were built on", "1 image does not say what it was built on"],
  [1, "are not what their tag means in the registry now", "1 image is not what its tag means in the registry now"],
])("%d images that %s", (count, says, words) => expect(imagesWords(count, says)).toBe(words));

test("holders are named as far as there is room", () => {
  expect(holderWords({ count: 0, subjects: [] })).toBe("nobody");
  expect(holderWords({ count: 2, subjects: ["Group a", "User b"] })).toBe("Group a, User b");
  expect(holderWords({ count: 30, subjects: ["Group a", "User b", "User c"] })).toBe("Group a, User b and 28 more");
});
