import type { Chain } from "#contracts/access.ts";

export type Rule = NonNullable<Chain["rule"]>;
/** What was asked, so that the entries of the rule that answer it can be marked. */
export interface Asked {
  readonly verbs: readonly string[];
  readonly group?: string | undefined;
  readonly resource?: string | undefined;
}
interface RuleItem {
  readonly text: string;
  readonly marked: boolean;
}
/** One line of the rule's YAML: `verbs: ["get", "*"]`, item by item. */
export interface RuleLine {
  readonly field: string;
  readonly items: readonly RuleItem[];
}

function matchesResource(entry: string, resource: string): boolean {
  if (entry === "*" || entry === resource) return true;
  const slash = resource.indexOf("/");
  return slash !== -1 && entry === `*${resource.slice(slash)}`;
}

/** @returns the rule as YAML in lines; the entries that give what was asked are marked. Order is the rule's own. */
export function ruleLines(rule: Rule, asked: Asked): readonly RuleLine[] {
  const line = (field: string, entries: readonly string[] | undefined, marks: (entry: string) => boolean): RuleLine[] =>
    entries === undefined || entries.length === 0
      ? []
      : [{ field, items: entries.map((entry) => ({ text: JSON.stringify(entry), marked: marks(entry) })) }];
  const { group, resource } = asked;
  return [
    ...line("apiGroups", rule.apiGroups, (entry) => group !== undefined && (entry === "*" || entry === group)),
    ...line("resources", rule.resources, (entry) => resource !== undefined && matchesResource(entry, resource)),
    ...line("resourceNames", rule.resourceNames, () => true),
    ...line("nonResourceURLs", rule.nonResourceURLs, () => group === undefined),
    ...line("verbs", rule.verbs, (entry) => entry === "*" || asked.verbs.includes(entry)),
  ];
}

/** @returns the rule as one text, to copy. */
export function ruleText(rule: Rule): string {
  return ruleLines(rule, { verbs: [] })
    .map((line) => `${line.field}: [${line.items.map((item) => item.text).join(", ")}]`)
    .join("\n");
}
