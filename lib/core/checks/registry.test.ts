/** What every check must have, whoever writes it. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { placeholders } from "../findings/message.ts";
import { severities } from "../findings/verdict.ts";
import { definitionOf, isResourceId } from "../inventory/resources.ts";
import { checkById, checks } from "./index.ts";

/** A title that states a problem reads wrong before the word "passed". */
const states =
  /\b(is|are|was|can|may|must|do|does|has|have|let|lets|give|gives|name|names|hold|holds|run|runs|set|sets|add|adds|mount|mounts|share|shares|take|takes|look|looks|reach|reaches|use|uses|allow|allows)\b/i;

const answer = /^(checklist:[a-z0-9-]+|kubescape:C-\d{4}|cis:\d+(\.\d+)+|nsa:C-\d{4}|pss:(baseline|restricted))$/;

/** They find nothing without the optional resource; what they read beside it only tells more of it. */
const aboutSecrets = new Set(["authentication/token-without-workload", "secrets/unused"]);

test("the registry is sorted, and every id is there once", () => {
  const ids = checks.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort());
  expect(checks.length).toBeGreaterThanOrEqual(24);
  expect(checkById("rbac/secret-readers")?.id).toBe("rbac/secret-readers");
  expect(checkById("rbac/unheard-of")).toBeUndefined();
});

describe.each(checks.map((check) => [check.id, check] as const))("%s", (id, check) => {
  test("is named for its file, with its test beside it", () => {
    expect(id).toMatch(/^[a-z][a-z-]+\/[a-z][a-z0-9-]+$/);
    expect(existsSync(new URL(`./${id}.ts`, import.meta.url))).toBe(true);
    expect(readFileSync(new URL(`./${id}.test.ts`, import.meta.url), "utf8")).toContain("checkTester(");
  });

  test("says what it is, why it matters and what to do", () => {
    expect(check.major).toBeGreaterThanOrEqual(1);
    expect(check.since).toMatch(/^\d+\.\d+$/);
    expect(check.title).toMatch(/^[A-Z][^.!?]+$/);
    expect(check.title).not.toMatch(states);
    expect(check.title.length).toBeLessThanOrEqual(70);
    for (const text of [check.docs.why, check.docs.fix]) expect(text).toMatch(/^[A-Z].{30,}[.]$/s);
    expect(check.docs.refs.length).toBeGreaterThan(0);
    for (const ref of check.docs.refs) expect(new URL(ref).protocol).toBe("https:");
    expect(check.answers.length > 0).toBe(check.pillar !== "upgrade");
    for (const id of check.answers) expect(id).toMatch(answer);
  });

  test("reads what is collected, each once", () => {
    expect(check.reads.filter((resource) => !isResourceId(resource))).toEqual([]);
    expect(new Set(check.reads).size).toBe(check.reads.length);
    const something = check.reads.length > 0 || check.besides !== undefined;
    expect(something || check.seenBy !== "api" || id === "upgrade/dropped-apis").toBe(true);
    const optional = check.reads.filter((resource) => definitionOf(resource).optional);
    expect(optional.length === 0 || check.reads.length === 1 || aboutSecrets.has(id)).toBe(true);
  });

  test("has messages with a severity and plain placeholders", () => {
    for (const { text, severity } of Object.values(check.messages)) {
      expect(severities).toContain(severity);
      expect(text).not.toMatch(/[.!]$/);
      for (const name of placeholders(text)) expect(name).toMatch(/^[a-z][A-Za-z]*$/);
    }
  });
});
