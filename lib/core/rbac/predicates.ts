/**
 * Whether one rule allows one request: the predicates of Kubernetes' `evaluation_helpers.go`, ANDed. Nothing here knows
 * users, bindings or namespaces.
 */
import type { PolicyRule } from "../inventory/items.ts";
import { type Attributes, combinedResource, isUrl } from "./attributes.ts";

/** A parameter of the traversal, so that a test can break one of them and see that its cases notice. */
export interface Predicates {
  verb(rule: PolicyRule, verb: string): boolean;
  group(rule: PolicyRule, group: string): boolean;
  resource(rule: PolicyRule, combined: string, subresource: string): boolean;
  name(rule: PolicyRule, name: string): boolean;
  url(rule: PolicyRule, path: string): boolean;
}

const all = "*";

function matchesAny(list: readonly string[] | undefined, wanted: string): boolean {
  return list?.some((entry) => entry === all || entry === wanted) ?? false;
}

/** `*`, the exact resource, or a `*` before the slash of the very subresource that was asked for. `pods/*` is a literal. */
function matchesResource(rule: PolicyRule, combined: string, subresource: string): boolean {
  return (
    rule.resources?.some(
      (entry) => entry === all || entry === combined || (subresource !== "" && entry === `*/${subresource}`),
    ) ?? false
  );
}

/** Names are literal: `*` among them means an object of that name. No names mean every object, and requests without a name. */
function matchesName(rule: PolicyRule, name: string): boolean {
  return !rule.resourceNames?.length || rule.resourceNames.includes(name);
}

/** `*`, the exact path, or a beginning before trailing `*`. Go cuts every trailing star, and so does this. */
function matchesUrl(rule: PolicyRule, path: string): boolean {
  return (
    rule.nonResourceURLs?.some(
      (entry) => entry === all || entry === path || (entry.endsWith(all) && path.startsWith(entry.replace(/\*+$/, ""))),
    ) ?? false
  );
}

export const kubernetes: Predicates = {
  verb: (rule, verb) => matchesAny(rule.verbs, verb),
  group: (rule, group) => matchesAny(rule.apiGroups, group),
  resource: matchesResource,
  name: matchesName,
  url: matchesUrl,
};

/** @returns whether the rule allows the request. */
export function ruleAllows(attributes: Attributes, rule: PolicyRule, predicates: Predicates = kubernetes): boolean {
  if (isUrl(attributes)) return predicates.verb(rule, attributes.verb) && predicates.url(rule, attributes.path);
  return (
    predicates.verb(rule, attributes.verb) &&
    predicates.group(rule, attributes.group) &&
    predicates.resource(rule, combinedResource(attributes), attributes.subresource ?? "") &&
    predicates.name(rule, attributes.name ?? "")
  );
}

/** @returns whether one rule allows everything that has a resource. */
export function allowsEverything({ verbs, apiGroups, resources, resourceNames }: PolicyRule): boolean {
  return verbs.includes("*") && !!apiGroups?.includes("*") && !!resources?.includes("*") && !resourceNames?.length;
}
