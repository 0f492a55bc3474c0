import { expect, test } from "vitest";
import { containersSentence, ruleWords, skippedWords } from "./enforcement-words.ts";

test("rules are counted by what they do", () => {
  expect(ruleWords({ rules: { enforcing: 1, reporting: 2 } })).toBe("1 rule refuses, 2 only report");
  expect(ruleWords({ rules: { enforcing: 2, reporting: 1 } })).toBe("2 rules refuse, 1 only reports");
  expect(ruleWords({ rules: { enforcing: 0, reporting: 0 } })).toBe("no rule about images");
  expect(ruleWords({})).toBe("its policies are not read");
});

test("skipped namespaces are named as far as there is room, with those of which nobody can tell", () => {
  expect(skippedWords({ skipped: [], doubtful: 0 })).toBe("none");
  expect(skippedWords({ skipped: ["a", "b", "c", "d"], doubtful: 1 })).toBe("a, b, c and 1 more; of 1 nobody can tell");
});

test("what became of the containers that run is one sentence", () => {
  const none = { verified: 0, failOpen: 0, unknown: 0, older: 0, reported: 0, skipped: 0, unmatched: 0 };
  expect(containersSentence({ ...none, verified: 1, older: 2 })).toBe(
    "Of 3 containers that run, by signature: 1 judged by a rule that refuses, 2 older than the policy.",
  );
  expect(containersSentence(none)).toBe("Nothing runs that could have been judged.");
});
