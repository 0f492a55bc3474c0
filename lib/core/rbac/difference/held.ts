/** What subjects hold, as sets of rules by content: two clusters' rules of one content are one rule here. */

import { compareText } from "../../inventory/gap.ts";
import type { PolicyRule } from "../../inventory/items.ts";
import { memo } from "../memo.ts";
import type { Grant, RoleEntry } from "../rbac-index.ts";
import { type Right, rightsOfRule } from "./right.ts";

/** A rule by what it allows. Rules that differ only in the order of their lists are one. */
export interface HeldRule {
  readonly id: number;
  readonly rights: readonly Right[];
  /** Wider rules first, so that what they give is told once and shortly. */
  readonly width: number;
}

export interface RuleBook {
  /** @returns the rules of a role that allow anything, each once. */
  rulesOf(role: RoleEntry): readonly HeldRule[];
  /** @returns a text that is equal for roles that allow the same by the same rules. */
  contentOf(role: RoleEntry): string;
  /** @returns the rules that the grants of one place give, each once. */
  rulesOfGrants(grants: readonly Grant[]): ReadonlySet<HeldRule>;
}

/** @returns a book for the rules of several clusters. */
export function createRuleBook(): RuleBook {
  const byContent = new Map<string, HeldRule>();
  const heldRule = memo((rule: PolicyRule): HeldRule => {
    const content = contentKey(rule);
    const known = byContent.get(content) ?? { id: byContent.size, rights: rightsOfRule(rule), width: widthOf(rule) };
    byContent.set(content, known);
    return known;
  });
  const rulesOf = memo((role: RoleEntry): readonly HeldRule[] => [
    ...new Set(role.rules.map(heldRule).filter(({ rights }) => rights.length > 0)),
  ]);
  const contentOf = memo((role: RoleEntry) =>
    rulesOf(role)
      .map(({ id }) => id)
      .sort((a, b) => a - b)
      .join(),
  );
  return {
    rulesOf,
    contentOf,
    rulesOfGrants: memo((grants: readonly Grant[]) => {
      const rules = new Set<HeldRule>();
      for (const { binding } of grants) if (binding.role) for (const rule of rulesOf(binding.role)) rules.add(rule);
      return rules;
    }),
  };
}

function contentKey({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const sorted = (words: readonly string[] = []) => [...new Set(words)].sort(compareText);
  return JSON.stringify([verbs, apiGroups, resources, resourceNames, nonResourceURLs].map(sorted));
}

function widthOf({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): number {
  const stars = [resources, apiGroups, nonResourceURLs, verbs].filter((words) => words?.includes("*")).length;
  return stars * 2 + (resourceNames?.length ? 0 : 1);
}

/** @returns the rules of one set that are not in another, the widest first. */
export function rulesBeyond(rules: ReadonlySet<HeldRule>, others: readonly ReadonlySet<HeldRule>[]): readonly HeldRule[] {
  return [...rules].filter((rule) => !others.some((set) => set.has(rule))).sort((a, b) => b.width - a.width || a.id - b.id);
}

/** From here on it is quicker to look rights up by their resources than to look at each. */
const many = 256;

/** A set of rules never changes; many subjects share the ones of their groups. */
const rightsOfSet = new WeakMap<ReadonlySet<HeldRule>, readonly Right[]>();

function rightsIn(set: ReadonlySet<HeldRule>): readonly Right[] {
  const known = rightsOfSet.get(set) ?? [...set].flatMap(({ rights }) => rights);
  rightsOfSet.set(set, known);
  return known;
}

/** @returns what finds the rights of some sets of rules that a right can have something in common with. */
export function candidatesAmong(sets: readonly ReadonlySet<HeldRule>[]): (right: Right) => Iterable<Right> {
  const lists = sets.flatMap((set) => (set.size === 0 ? [] : [rightsIn(set)]));
  const count = lists.reduce((sum, { length }) => sum + length, 0);
  return count < many ? () => inTurn(lists) : byResource(lists.flat());
}

function* inTurn(lists: readonly (readonly Right[])[]): Generator<Right, void> {
  for (const list of lists) yield* list;
}

function byResource(all: readonly Right[]): (right: Right) => Iterable<Right> {
  const isWide = (right: Right) =>
    right.about === "resources" && (right.resources.all || right.resources.of.some((word) => word.startsWith("*/")));
  const wide = all.filter(isWide);
  const urls = all.filter(({ about }) => about === "urls");
  const named = new Map<string, Right[]>();
  for (const right of all) {
    if (right.about === "urls" || isWide(right)) continue;
    for (const word of right.resources.of) nested(named, word).push(right);
  }
  return (right) => {
    if (right.about === "urls") return urls;
    if (isWide(right)) return all;
    return new Set([...wide, ...right.resources.of.flatMap((word) => named.get(word) ?? [])]);
  };
}

function nested(lists: Map<string, Right[]>, key: string): Right[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
