/** Whether somebody is allowed something, by RBAC alone, and why. It says no only where it saw everything that could say yes. */
import { compareGaps, type Gap } from "../inventory/gap.ts";
import { type Attributes, isUrl, type UserInfo } from "./attributes.ts";
import { type Chain, chainOf, mastersChain } from "./chain.ts";
import { kubernetes, type Predicates, ruleAllows } from "./predicates.ts";
import { type BindingEntry, gapsIn, type RbacGaps, type RbacIndex } from "./rbac-index.ts";
import { namespaceOfRequest } from "./scope.ts";
import { groupsOfRequest, mastersGroup } from "./subject.ts";
import { visitRules } from "./visit.ts";

export interface ReviewQuestion {
  readonly user: UserInfo;
  /** Empty or absent for a question about the whole cluster. */
  readonly namespace?: string;
  readonly attributes: Attributes;
}

export interface RequestQuestion {
  readonly user: string;
  /** Given, they are the user's groups; a service account's own groups are then not added. */
  readonly groups?: readonly string[];
  readonly namespace?: string;
  readonly attributes: Attributes;
}

export interface Answer {
  /** `notAllowed` is by RBAC alone: other authorizers are out of view. `unknown` where nothing seen allows and not all was seen. */
  readonly verdict: "allowed" | "notAllowed" | "unknown";
  /** Each rule that allows it, one chain a binding and rule. */
  readonly because: readonly Chain[];
  /** What could not be seen and may allow it. */
  readonly gaps: readonly Gap[];
}

/** @returns the answer of SubjectAccessReview: user, groups and namespace exactly as given, nothing added. */
export function review(index: RbacIndex, question: ReviewQuestion, predicates: Predicates = kubernetes): Answer {
  const { user, attributes } = question;
  const namespace = isUrl(attributes) ? "" : (question.namespace ?? "");
  const because: Chain[] = user.groups.includes(mastersGroup) ? [mastersChain] : [];
  const unresolved = new Set<BindingEntry>();
  visitRules(index, user, namespace, (grant, rule, ruleIndex) => {
    if (rule === undefined) unresolved.add(grant.binding);
    else if (ruleAllows(attributes, rule, predicates)) because.push(chainOf(index, grant, rule, ruleIndex));
    return true;
  });
  const gaps = gapsOfAnswer(index.gaps, namespace, unresolved);
  return { verdict: because.length > 0 ? "allowed" : gaps.length > 0 ? "unknown" : "notAllowed", because, gaps };
}

/** @returns the verdict of `review` alone: it stops at the first rule that allows, and tells no reason. */
export function reviewVerdict(index: RbacIndex, { user, attributes, namespace: given = "" }: ReviewQuestion): Answer["verdict"] {
  if (user.groups.includes(mastersGroup)) return "allowed";
  const namespace = isUrl(attributes) ? "" : given;
  const unresolved = new Set<BindingEntry>();
  let allowed = false;
  visitRules(index, user, namespace, (grant, rule) => {
    if (rule === undefined) unresolved.add(grant.binding);
    else allowed = ruleAllows(attributes, rule);
    return !allowed;
  });
  if (allowed) return "allowed";
  return gapsOfAnswer(index.gaps, namespace, unresolved).length > 0 ? "unknown" : "notAllowed";
}

/** @returns the answer to a real request: with implicit groups, and a named Namespace evaluated in itself. */
export function can(index: RbacIndex, question: RequestQuestion): Answer {
  const { attributes } = question;
  return review(index, {
    user: { name: question.user, groups: groupsOfRequest(question.user, question.groups) },
    namespace: isUrl(attributes) ? "" : namespaceOfRequest(index.discovery, attributes, question.namespace ?? ""),
    attributes,
  });
}

/** @returns what could not be seen of the bindings that count in this namespace, and of the roles that they name. */
export function gapsOfAnswer(gaps: RbacGaps, namespace: string, unresolved: Iterable<BindingEntry>): readonly Gap[] {
  const found = new Set<Gap>(gaps.clusterRoleBindings);
  if (namespace !== "") for (const gap of gapsIn(gaps.roleBindings, namespace)) found.add(gap);
  for (const binding of unresolved) for (const gap of gapsOfRole(gaps, binding)) found.add(gap);
  return [...found].sort(compareGaps);
}

/** @returns the gaps that hide a binding's role; none for a role that is proven not to exist. */
export function gapsOfRole(gaps: RbacGaps, binding: BindingEntry): readonly Gap[] {
  if (binding.missing === "dangling" || binding.missing === "unsupported") return [];
  return binding.item.roleRef.kind === "ClusterRole" ? gaps.clusterRoles : gapsIn(gaps.roles, binding.namespace);
}
