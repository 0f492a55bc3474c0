import { expect, test } from "vitest";
import {
  auditWords,
  containersSentence,
  leftOutWords,
  notEvaluatedWords,
  ratifyWords,
  ruleWords,
  skippedWords,
} from "./enforcement-words.ts";

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

test("an engine whose policies are not read is told by its mode, and Ratify by its verifiers", () => {
  expect(ruleWords({ mode: "reports" })).toBe("its policies are not read; it only reports");
  const rules = { enforcing: 1, reporting: 0 };
  const none = { verifiers: [], stores: 1, policies: 0, served: true, complete: true };
  expect(ruleWords({ rules, ratify: none })).toBe("no verifier: it verifies nothing");
  expect(ruleWords({ rules, ratify: { ...none, complete: false } })).toContain("not all could be read");
  expect(ratifyWords(none)).toBe("Ratify has no verifier, with 1 store and 0 policies.");
  const verifiers = [{ name: "a", type: "notation", namespace: "shop" }];
  expect(ratifyWords({ ...none, verifiers, complete: false })).toBe(
    "Ratify has shop/a (notation), with 1 store and 0 policies. Not all of these could be read.",
  );
  expect(ruleWords({ rules, ratify: { ...none, verifiers } })).toBe("1 rule refuses");
  expect(ruleWords({ rules, ratify: { ...none, served: false } })).toBe("its verifiers are not read");
  expect(ratifyWords({ ...none, served: false })).toMatch(
    /in a file or, from version 2 on, in an Executor .* neither is evaluated/,
  );
});

test("a constraint that was never audited is not one without violations", () => {
  expect(auditWords({})).toBe("never, as far as is known");
  expect(auditWords({ auditedAt: "2026-11-23T14:00:00.000Z", violations: 0 })).toBe("0 violations, 2026-11-23");
  expect(auditWords({ auditedAt: "2026-11-23T14:00:00.000Z" })).toBe("not told, 2026-11-23");
  expect(leftOutWords({ leftOut: ["a"], doubtful: 0 })).toBe("a");
  expect(notEvaluatedWords([])).toBe("");
  expect(notEvaluatedWords(["A", "B", "C", "D", "E", "F"])).toBe(
    "Not evaluated, and may look at images, too: A, B, C, D, E and 1 more.",
  );
});
