/**
 * The one traversal behind every question: the rules that apply to a user in a namespace, each with the grant that it came
 * by. Policy is additive, so rules stay valid where others could not be resolved.
 */
import type { PolicyRule } from "../inventory/items.ts";
import type { UserInfo } from "./attributes.ts";
import type { BindingEntry, Grant, RbacIndex } from "./rbac-index.ts";
import { identityOf } from "./subject.ts";

/**
 * Called for each rule; without a rule where the role behind the grant could not be seen, or not wholly.
 * @returns whether to go on.
 */
export type Visitor = (grant: Grant, rule: PolicyRule | undefined, ruleIndex: number) => boolean;

/** Visits cluster bindings first, then those of the namespace where one is given. A binding is visited once. */
export function visitRules(index: RbacIndex, user: UserInfo, namespace: string, visitor: Visitor): void {
  const keys = [identityOf({ kind: "User", name: user.name }), ...user.groups.map((name) => identityOf({ kind: "Group", name }))];
  const found = keys.flatMap((key) => index.subjects.get(key) ?? []);
  const visited = new Set<BindingEntry>();
  for (const grants of found) if (!visitGrants(grants.cluster, visited, visitor)) return;
  if (namespace === "") return;
  for (const grants of found) if (!visitGrants(grants.namespaces.get(namespace) ?? [], visited, visitor)) return;
}

function visitGrants(grants: readonly Grant[], visited: Set<BindingEntry>, visitor: Visitor): boolean {
  for (const grant of grants) {
    if (visited.has(grant.binding)) continue;
    visited.add(grant.binding);
    const { role, missing } = grant.binding;
    for (const [ruleIndex, rule] of (role?.rules ?? []).entries()) if (!visitor(grant, rule, ruleIndex)) return false;
    if ((missing !== undefined || role?.partial) && !visitor(grant, undefined, -1)) return false;
  }
  return true;
}
