import { describe, expect, it } from "vitest";
import type { AuditEntry } from "#contracts/audit.ts";
import { changesOf, fieldWords, summaryOf, valueWords, withNames } from "./entry-words.ts";

const entry: AuditEntry = {
  id: "aud_1",
  at: "2026-11-24T00:00:00.000Z",
  actor: { name: "Ada" },
  action: "user.change",
  says: "changed",
  facts: { password: "a new one" },
  before: { role: "viewer", scope: ["cls_a"] },
  after: { role: "admin", scope: "all" },
};

describe("an entry in words", () => {
  it("says what was and what is", () => {
    expect(changesOf(entry).map(({ field }) => field)).toEqual(["role", "scope"]);
    expect(summaryOf(entry)).toBe("role: viewer → admin · scope: cls_a → all · password: a new one");
  });

  it("says nothing where there is nothing to say", () => {
    const { before: _before, after: _after, ...bare } = entry;
    expect(summaryOf({ ...bare, facts: {} })).toBe("");
  });

  it.each([
    [undefined, "nothing"],
    [null, "nothing"],
    ["", "nothing"],
    [[], "nothing"],
    [["a", "b"], "a, b"],
    [true, "yes"],
    [0, "0"],
  ])("writes %j as %s", (value, words) => expect(valueWords(value as never)).toBe(words));

  it("names clusters that are known", () => {
    const clusters = [{ id: "cls_aaaaaaaaaaaa", name: "payments" }];
    expect(withNames("cls_aaaaaaaaaaaa: shop, cls_bbbbbbbbbbbb", clusters)).toBe("payments: shop, cls_bbbbbbbbbbbb");
  });

  it("writes names of fields apart", () => expect(fieldWords("includeSecretNames")).toBe("include secret names"));
});
