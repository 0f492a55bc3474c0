/** A rule taken apart: one line for each resource of each group and each name, and for each URL. */
import type { PolicyRule } from "../../inventory/items.ts";
import { matrixVerbs } from "../cells.ts";
import type { RoleEntry } from "../rbac-index.ts";

export interface ResourceLine {
  readonly group: string;
  /** As the rule spells it: `pods`, `pods/exec`, `*`, or a star before the slash of a subresource. */
  readonly resource: string;
  /** Absent: objects of every name, and requests without one. */
  readonly name?: string;
}
export interface UrlLine {
  readonly url: string;
}
export type Line = ResourceLine | UrlLine;

export interface RuleLine {
  readonly line: Line;
  /** Equal for equal lines. */
  readonly key: string;
  /** Each once, as `sortVerbs` has them. */
  readonly verbs: readonly string[];
  readonly ruleIndex: number;
}

/** Why a rule, or a part of it, has no lines. `tooWide`: they are more than anybody could read. */
export type NoLines = "matchesNothing" | "tooWide";

export interface TakenApart {
  readonly lines: readonly RuleLine[];
  readonly without: readonly { readonly ruleIndex: number; readonly reason: NoLines }[];
}

/** Of one rule: a megabyte of groups and resources could name billions. */
const mostLines = 20_000;

/** @returns whether a line is of a URL. */
export function isUrlLine(line: Line): line is UrlLine {
  return "url" in line;
}

const known = new WeakMap<RoleEntry, TakenApart>();

/** @returns the lines of a role's rules; each role is taken apart once. */
export function linesOfRole(role: RoleEntry): TakenApart {
  const found = known.get(role) ?? takeRoleApart(role);
  known.set(role, found);
  return found;
}

function takeRoleApart({ rules }: RoleEntry): TakenApart {
  const lines: RuleLine[] = [];
  const without: TakenApart["without"][number][] = [];
  for (const [ruleIndex, rule] of rules.entries()) {
    const reason = takeApart(rule, ruleIndex, lines);
    if (reason !== undefined) without.push({ ruleIndex, reason });
  }
  return { lines, without };
}

/** Adds a rule's lines. @returns why it has none, or not for all that it says. */
function takeApart(rule: PolicyRule, ruleIndex: number, lines: RuleLine[]): NoLines | undefined {
  const verbs = sortVerbs(rule.verbs);
  const groups = new Set(rule.apiGroups);
  const resources = new Set(rule.resources);
  const real = { groups: [...groups].filter(isGroup), resources: [...resources].filter(isResource) };
  const names = rule.resourceNames?.length ? [...new Set(rule.resourceNames)] : [undefined];
  const urls = [...new Set(rule.nonResourceURLs)];
  const count = real.groups.length * real.resources.length * names.length + urls.length;
  if (verbs.length === 0 || count === 0) return "matchesNothing";
  if (count > mostLines) return "tooWide";
  for (const url of urls) lines.push({ line: { url }, key: `url ${url}`, verbs, ruleIndex });
  for (const group of real.groups)
    for (const resource of real.resources)
      for (const name of names) {
        const line = name === undefined ? { group, resource } : { group, resource, name };
        lines.push({ line, key: lineKey(line), verbs, ruleIndex });
      }
  return real.groups.length < groups.size || real.resources.length < resources.size ? "matchesNothing" : undefined;
}

/** @returns a text that is equal for equal lines. */
export function lineKey(line: Line): string {
  if (isUrlLine(line)) return `url ${line.url}`;
  return `${line.group}\n${line.resource}${line.name === undefined ? "" : `\n${line.name}`}`;
}

/** A star among other characters is a literal of which no group has one. */
function isGroup(group: string): boolean {
  return group === "*" || !group.includes("*");
}

/** A star stands alone, or before the slash of a subresource; after it, it is a literal that no request carries. */
function isResource(resource: string): boolean {
  return resource === "*" || !(resource.startsWith("*/") ? resource.slice(2) : resource).includes("*");
}

const rank = new Map<string, number>(["*", ...matrixVerbs].map((verb, place) => [verb, place]));

/** @returns each verb once: `*` first, then get to deletecollection, then the others by name. */
export function sortVerbs(verbs: Iterable<string>): readonly string[] {
  return [...new Set(verbs)].sort(
    (a, b) => (rank.get(a) ?? rank.size) - (rank.get(b) ?? rank.size) || (a < b ? -1 : a > b ? 1 : 0),
  );
}
