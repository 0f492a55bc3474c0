/**
 * Matching an identity. Who signs chooses the text, so the time must not depend on it: patterns run on RE2, whose time grows
 * with the text alone and whose meaning is that of the admission controllers' own, and they match all of a text or nothing.
 */
import { RE2JS } from "re2js";
import { err, type Failure, ok, type Result } from "../../result.ts";
import type { TextMatcher } from "./policy.ts";

const longestPattern = 512;
const longestText = 2048;
const largestProgram = 10_000;

export type TextTest = (text: string) => boolean;

/** @returns the test, or why the pattern is refused: it is broken, too large, or would match the empty text. */
export function compileMatcher(matcher: TextMatcher): Result<TextTest, Failure<"pattern">> {
  if ("exact" in matcher)
    return matcher.exact === "" ? refused("An empty text names nobody.") : ok((text) => text === matcher.exact);
  const { pattern } = matcher;
  if (pattern.length > longestPattern) return refused(`A pattern may have ${longestPattern} characters.`);
  return compilePattern(pattern);
}

function compilePattern(pattern: string): Result<TextTest, Failure<"pattern">> {
  try {
    const compiled = RE2JS.compile(pattern);
    if (compiled.programSize() > largestProgram) return refused("The pattern repeats too much.");
    if (compiled.matches("")) return refused("The pattern matches the empty text, and so would allow somebody without a name.");
    return ok((text) => text.length <= longestText && compiled.matches(text));
  } catch (error) {
    return refused(`The pattern cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function refused(message: string): Result<never, Failure<"pattern">> {
  return err({ code: "pattern", message, remedy: "Write it in RE2's syntax; it has to match the whole text." });
}
