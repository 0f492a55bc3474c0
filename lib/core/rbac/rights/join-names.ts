/** Rights to single objects as people read them: names that are given alike stand in one line. */
import type { Right } from "./list-rights.ts";
import { isUrlLine, type UrlLine } from "./rule-lines.ts";

export interface JoinedRight extends Omit<Right, "line"> {
  readonly line: UrlLine | { readonly group: string; readonly resource: string };
  /** Empty: objects of every name. */
  readonly names: readonly string[];
}

/** @returns the rights in their order; those that differ in the name alone, and are given by the same rules, are one. */
export function joinNames(rights: readonly Right[]): readonly JoinedRight[] {
  const joined = new Map<string, { readonly right: Right; readonly names: string[] }>();
  for (const right of rights) {
    const key = keyOf(right);
    const known = joined.get(key) ?? { right, names: [] };
    joined.set(key, known);
    if (!isUrlLine(right.line) && right.line.name !== undefined) known.names.push(right.line.name);
  }
  return [...joined.values()].map(({ right, names }) => {
    if (isUrlLine(right.line)) return { ...right, line: right.line, names };
    const { group, resource } = right.line;
    return { ...right, line: { group, resource }, names };
  });
}

const numbers = new WeakMap<object, number>();
let last = 0;

function numberOf(thing: object): number {
  const known = numbers.get(thing);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(thing, last);
  return last;
}

function keyOf({ line, sources }: Right): string {
  if (isUrlLine(line)) return `url ${line.url}`;
  if (line.name === undefined) return `${line.group}\n${line.resource}`;
  const given = sources.map(({ grant, ruleIndex, verbs }) => `${numberOf(grant.binding)} ${ruleIndex} ${verbs}`);
  return `${line.group}\n${line.resource}\n${given.join("\n")}`;
}
