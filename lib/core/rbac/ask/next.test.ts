import fc from "fast-check";
import { expect, test } from "vitest";
import { nextWord } from "./next.ts";

test.each([
  ["", "question", "", ""],
  ["wh", "question", "wh", ""],
  ["who ", "question", "", "who "],
  ["who can ", "verb", "", "who can "],
  ["who can de", "verb", "de", "who can "],
  ["can ", "subject", "", "can "],
  ["can sa:ci/dep", "subject", "sa:ci/dep", "can "],
  ["can group de", "subject", "de", "can group "],
  ["can sa:ci/deployer g", "verb", "g", "can sa:ci/deployer "],
  ["is jane allowed to ", "verb", "", "is jane allowed to "],
  ["who can get, li", "verb", "li", "who can get, "],
  ["who can get or ", "verb", "", "who can get or "],
  ["who can get se", "resource", "se", "who can get "],
  ["can jane with groups devs get po", "resource", "po", "can jane with groups devs get "],
  ["get se", "resource", "se", "get "],
  ["exec into po", "resource", "po", "exec into "],
  ["who can get secrets in pay", "namespace", "pay", "who can get secrets in "],
  ["get pods -n ", "namespace", "", "get pods -n "],
])("%j wants a %s", (text, what, typed, head) => {
  expect(nextWord(text)).toEqual({ what, typed, head });
});

test("nothing is known to come after a whole question, nor in quotes", () => {
  for (const text of ["who can get secrets ", "who can get secrets in payments ", 'can "Jo D'])
    expect(nextWord(text)).toBeUndefined();
});

test("what is there is never changed", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const next = nextWord(text);
      if (next) expect(next.head + next.typed).toBe(text);
    }),
  );
});
