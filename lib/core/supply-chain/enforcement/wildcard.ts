/** Patterns of Kyverno and Gatekeeper, in which `*` is any text and `?` one character. Who writes a policy chooses them: RE2. */
import { RE2JS } from "re2js";
import { wildcardSource } from "../policy/patterns.ts";

const longest = 2_048;
const mostKept = 5_000;
const compiled = new Map<string, (text: string) => boolean>();

/** @returns whether a text is as a pattern has it, whole; a pattern that is far too long fits nothing. */
export function fitsWildcard(pattern: string, text: string): boolean {
  const known = compiled.get(pattern);
  if (known !== undefined) return known(text);
  const test = compile(pattern);
  if (compiled.size >= mostKept) compiled.clear();
  compiled.set(pattern, test);
  return test(text);
}

function compile(pattern: string): (text: string) => boolean {
  if (pattern.length > longest) return () => false;
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const expression = RE2JS.compile(wildcardSource(pattern), RE2JS.DOTALL);
  const start = pattern.slice(0, pattern.search(/[*?]/));
  return (text) => text.startsWith(start) && expression.matches(text);
}
