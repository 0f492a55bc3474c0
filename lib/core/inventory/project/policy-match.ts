/** What policies of every engine say of the objects that they are about. */
import type { ActionOverride, PolicyAction, PolicyMatch, PolicyScope } from "../image-policy-items.ts";
import { compact, type Fields, fields, objects, someTexts, text } from "./read.ts";
import { projectSelector } from "./selector.ts";

/** @returns what an engine's word for an action means: `Deny`, `enforce`, `dryrun` … */
export function policyAction(word: string | undefined, otherwise: PolicyAction): PolicyAction {
  const action = word?.toLowerCase();
  if (action === "deny" || action === "enforce") return "enforce";
  if (action === "warn") return "warn";
  return action === "audit" || action === "dryrun" ? "audit" : otherwise;
}

/** @returns `match` or `exclude` of a rule of Kyverno, of any of its three forms; undefined where it says nothing. */
export function projectKyvernoMatch(value: unknown, path: string): PolicyMatch | undefined {
  const match = fields(value, path);
  if (match === undefined) return undefined;
  for (const how of ["any", "all"] as const) {
    const scopes = objects(match[how], `${path}.${how}`).map((filter) => scopeOf(filter, path));
    if (scopes.length > 0) return { how, scopes };
  }
  const old = scopeOf(match, path);
  return Object.keys(old).length === 0 ? undefined : { how: "all", scopes: [old] };
}

function scopeOf(filter: Fields, path: string): PolicyScope {
  const resource = fields(filter.resources, `${path}.resources`) ?? {};
  const name = text(resource.name, `${path}.resources.name`);
  const names = someTexts(resource.names, `${path}.resources.names`) ?? (name ? [name] : undefined);
  const others = [filter.subjects, filter.roles, filter.clusterRoles, resource.annotations].some(Boolean);
  return compact({
    kinds: someTexts(resource.kinds, `${path}.resources.kinds`),
    namespaces: someTexts(resource.namespaces, `${path}.resources.namespaces`),
    names,
    namespaceSelector: projectSelector(resource.namespaceSelector, `${path}.resources.namespaceSelector`),
    selector: projectSelector(resource.selector, `${path}.resources.selector`),
    unread: others ? (true as const) : undefined,
  });
}

/** @returns the namespaces in which a policy of Kyverno acts otherwise, or undefined where there are none. */
export function projectOverrides(value: unknown, path: string): readonly ActionOverride[] | undefined {
  const overrides = objects(value, path).map((override) =>
    compact({
      action: policyAction(text(override.action, `${path}.action`), "audit"),
      namespaces: someTexts(override.namespaces, `${path}.namespaces`),
      namespaceSelector: projectSelector(override.namespaceSelector, `${path}.namespaceSelector`),
    }),
  );
  return overrides.length === 0 ? undefined : overrides;
}

/** @returns `matchConstraints` of a policy in CEL as the objects that it is about. */
export function projectConstraints(value: unknown, path: string): PolicyMatch | undefined {
  const constraints = fields(value, path);
  if (constraints === undefined) return undefined;
  const rules = objects(constraints.resourceRules, `${path}.resourceRules`);
  const kinds = rules.flatMap((rule) => someTexts(rule.resources, `${path}.resourceRules.resources`) ?? []);
  const narrowed = rules.some((rule) => Boolean(rule.resourceNames)) || Boolean(constraints.excludeResourceRules);
  const scope = compact({
    kinds: kinds.length === 0 ? undefined : [...new Set(kinds)].sort(),
    namespaceSelector: projectSelector(constraints.namespaceSelector, `${path}.namespaceSelector`),
    selector: projectSelector(constraints.objectSelector, `${path}.objectSelector`),
    unread: narrowed ? (true as const) : undefined,
  });
  return Object.keys(scope).length === 0 ? undefined : { how: "all", scopes: [scope] };
}
