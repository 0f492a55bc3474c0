/** Texts that other engines match in their own ways, as matchers that hold a whole text. */
import { RE2JS } from "re2js";
import type { TextMatcher } from "../identity/policy.ts";

const anything = "(?s:.*)";

/** @returns an expression of RE2 for a text in which `*` is any text and `?` one character. */
export function wildcardSource(text: string): string {
  const parts = text.split(/([*?])/).map((part) => (part === "*" ? ".*" : part === "?" ? "." : RE2JS.quote(part)));
  return parts.join("");
}

/** @returns the matcher of a text in which `*` is any text and `?` one character, as Kyverno means it. */
export function ofWildcards(text: string): TextMatcher {
  return /[*?]/.test(text) ? { pattern: wildcardSource(text) } : { exact: text };
}

/** @returns the matcher of an expression that the engines look for anywhere in a text, unless it is anchored. */
export function ofSearch(expression: string): TextMatcher {
  const whole = insideAnchors(expression);
  if (whole !== undefined) return { pattern: whole };
  // An anchor holds for one side of an alternative alone, and flags may change what it means.
  if (/\||\(\?[a-zA-Z-]/.test(expression)) return { pattern: `${anything}(?:${expression})${anything}` };
  const begins = expression.startsWith("^");
  const ends = endsAnchored(expression);
  const inside = expression.slice(begins ? 1 : 0, ends ? -1 : undefined);
  return { pattern: `${begins ? "" : anything}${inside}${ends ? "" : anything}` };
}

/** @returns whether an expression holds a whole text, and not only a part of it. */
export function isAnchored(expression: string): boolean {
  return insideAnchors(expression) !== undefined;
}

/** @returns an expression for the search of a whole text. */
export function asSearch(pattern: string): string {
  return /\||\(\?[a-zA-Z-]/.test(pattern) ? `^(?:${pattern})$` : `^${pattern}$`;
}

/** @returns what stands between two anchors that hold for all of it. */
function insideAnchors(expression: string): string | undefined {
  if (!expression.startsWith("^") || !endsAnchored(expression)) return undefined;
  const inside = expression.slice(1, -1);
  if (inside.startsWith("(?:") && closesAtEnd(inside)) return inside.slice(3, -1);
  return /\||\(\?[a-zA-Z-]/.test(inside) ? undefined : inside;
}

/** @returns whether the group that begins an expression ends with it. */
function closesAtEnd(expression: string): boolean {
  let depth = 0;
  for (const match of expression.matchAll(/\\.|\[\]?(?:\\.|[^\]\\])*\]|[()]/gs)) {
    if (match[0] === "(") depth += 1;
    if (match[0] === ")") depth -= 1;
    if (depth === 0) return match.index + match[0].length === expression.length;
  }
  return false;
}

function endsAnchored(expression: string): boolean {
  const [slashes = ""] = /\\*(?=\$$)/.exec(expression) ?? [];
  return expression.endsWith("$") && slashes.length % 2 === 0;
}
