import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WordSwap } from "./word-swap.ts";

describe("swapping words", () => {
  const swap = new WordSwap([
    ["jane@corp.example", "user-1"],
    ["jane", "user-1"],
    ["deployer", "account-2"],
    ["shop/deployer", "shop/account-2"],
    ["ab", "user-3"],
    ["İlker", "user-4"],
  ]);
  test.each([
    ["jane@corp.example may read", "user-1 may read"],
    ["JANE and jane", "user-1 and user-1"],
    ["janet stays, jane-admin does not", "janet stays, user-1-admin does not"],
    ["shop/deployer", "shop/account-2"],
    ["predeployers", "preaccount-2s"],
    ["ab", "user-3"],
    ["abacus ab", "abacus ab"],
    ["", ""],
    ["İstanbul deployer", "İstanbul account-2"],
    ["İ and JANE@corp.example, DEPLOYER", "İ and user-1, account-2"],
    ["the pod of İLKER-admin", "the pod of user-4-admin"],
  ])("%s becomes %s", (given, expected) => expect(swap.apply(given)).toBe(expected));

  test("leaves no long word anywhere, whatever stands around it", () => {
    const word = fc.stringMatching(/^[a-z][a-z0-9@.:-]{4,20}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), fc.string(), fc.string(), (words, before, after) => {
        const all = new WordSwap(words.map((one) => [one, "#"]));
        for (const one of words) {
          const out = all.apply(`${before}${one}${after}`);
          for (const hidden of words) expect(out.toLowerCase()).not.toContain(hidden);
        }
      }),
      { numRuns: Number(process.env.CASES ?? 200) },
    );
  });
});
