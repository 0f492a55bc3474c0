/**
 * For a no of RBAC: which rule that somebody holds comes nearest to a yes, and what it lacks. A rule is near where one thing
 * is missing: a place, a name, a subresource, a verb or a group.
 */

import type { PolicyRule } from "../../inventory/items.ts";
import { type Attributes, combinedResource, formatTarget, isUrl, type ResourceAttributes } from "../attributes.ts";
import { type Chain, chainOf, formatName } from "../chain.ts";
import { kubernetes } from "../predicates.ts";
import type { Grant, RbacIndex } from "../rbac-index.ts";
import { isNamespaced, namespaceOfRequest } from "../scope.ts";
import { groupsOfRequest, identityOf } from "../subject.ts";

export type Lacking = "role" | "place" | "name" | "subresource" | "verb" | "group";

export interface NearRule {
  readonly lacks: Lacking;
  /** `ClusterRole edit is bound in payments, not in shop`, with a full stop. */
  readonly sentence: string;
  /** The way to the rule, as if it allowed; without a rule where a binding names a role that does not exist. */
  readonly chain: Chain;
}

export interface MissingQuestion {
  readonly user: string;
  readonly groups?: readonly string[];
  readonly attributes: Attributes;
  /** Absent or empty: in the whole cluster. `{ any: true }`: in at least one namespace. */
  readonly namespace?: string | { readonly any: true };
}

/** What one missing thing costs: the first is what a person would try first. */
const order: readonly Lacking[] = ["role", "place", "name", "subresource", "verb", "group"];

/** @returns at most `most` rules, the nearest first; none where nothing that is held comes near. */
export function nearestRules(index: RbacIndex, question: MissingQuestion, most = 3): readonly NearRule[] {
  const found = new Map<string, NearRule>();
  for (const grant of grantsOf(index, question))
    for (const near of nearIn(index, grant, question)) if (!found.has(near.sentence)) found.set(near.sentence, near);
  return [...found.values()].sort((a, b) => order.indexOf(a.lacks) - order.indexOf(b.lacks)).slice(0, most);
}

/** Every grant of theirs, in whatever namespace. */
function* grantsOf(index: RbacIndex, { user, groups }: MissingQuestion): Iterable<Grant> {
  const names = groupsOfRequest(user, groups).map((name) => identityOf({ kind: "Group", name }));
  for (const identity of [identityOf({ kind: "User", name: user }), ...names]) {
    const held = index.subjects.get(identity);
    if (held === undefined) continue;
    yield* held.cluster;
    for (const grants of held.namespaces.values()) yield* grants;
  }
}

function* nearIn(index: RbacIndex, grant: Grant, question: MissingQuestion): Iterable<NearRule> {
  const { binding } = grant;
  const reaches = placeReached(index, grant, question);
  if (binding.missing === "dangling" && reaches)
    yield { lacks: "role", sentence: danglingSentence(grant), chain: chainWithoutRule(grant) };
  for (const [ruleIndex, rule] of (binding.role?.rules ?? []).entries()) {
    const lacking = lackingOf(rule, question.attributes);
    if (lacking.length > (reaches ? 1 : 0)) continue;
    const lacks = reaches ? lacking[0] : "place";
    if (lacks === undefined) continue;
    const sentence = lacks === "place" ? placeSentence(index, grant, question) : lackSentence(grant, rule, { lacks, question });
    yield { lacks, sentence, chain: chainOf(index, grant, rule, ruleIndex) };
  }
}

/** Whether a binding counts where the question is asked. */
function placeReached(index: RbacIndex, { binding }: Grant, { attributes, namespace = "" }: MissingQuestion): boolean {
  if (binding.kind === "ClusterRoleBinding") return true;
  if (isUrl(attributes)) return false;
  if (typeof namespace === "string") return namespaceOfRequest(index.discovery, attributes, namespace) === binding.namespace;
  return namespaceOfRequest(index.discovery, attributes, binding.namespace) === binding.namespace;
}

/** Which of the predicates refuse the rule; `name` and the others only where the resource itself is named. */
function lackingOf(rule: PolicyRule, attributes: Attributes): readonly Lacking[] {
  if (isUrl(attributes)) {
    if (!kubernetes.url(rule, attributes.path)) return ["verb", "group"];
    return kubernetes.verb(rule, attributes.verb) ? [] : ["verb"];
  }
  const lacks: Lacking[] = [];
  if (!kubernetes.name(rule, attributes.name ?? "")) lacks.push("name");
  if (!kubernetes.verb(rule, attributes.verb)) lacks.push("verb");
  if (!kubernetes.group(rule, attributes.group)) lacks.push("group");
  if (kubernetes.resource(rule, combinedResource(attributes), attributes.subresource ?? "")) return lacks;
  return [...lacks, "subresource", ...(namesPartOf(rule, attributes) ? [] : (["verb"] as const))];
}

/** Whether the rule has the object without its part, or another part of it. */
function namesPartOf({ resources = [] }: PolicyRule, { resource, subresource }: ResourceAttributes): boolean {
  return resources.some((entry) => (subresource ? entry === resource : entry.startsWith(`${resource}/`)));
}

function danglingSentence({ binding }: Grant): string {
  const { roleRef } = binding.item;
  const role = { kind: roleRef.kind, name: roleRef.name, ...(roleRef.kind === "Role" && { namespace: binding.namespace }) };
  return `${bindingName(binding)} gives ${formatName(role)}, which does not exist.`;
}

function chainWithoutRule({ binding, subject, subjectIndex }: Grant): Chain {
  const { name, namespace } = binding.item.meta;
  return {
    subject,
    scope: binding.kind === "ClusterRoleBinding" ? "cluster" : { namespace: binding.namespace },
    binding: { kind: binding.kind, name, ...(namespace !== undefined && { namespace }), subjectIndex },
  };
}

function bindingName({ kind, item }: Grant["binding"]): string {
  return formatName({ kind, ...namesOf(item.meta) });
}

function roleName({ binding }: Grant): string {
  if (binding.role === undefined) return bindingName(binding);
  return formatName({ kind: binding.role.kind, ...namesOf(binding.role.item.meta) });
}

function namesOf({ name, namespace }: { readonly name: string; readonly namespace?: string }) {
  return namespace === undefined ? { name } : { name, namespace };
}

function placeSentence(index: RbacIndex, grant: Grant, { attributes, namespace = "" }: MissingQuestion): string {
  const there = `${roleName(grant)} is bound in ${grant.binding.namespace}`;
  if (isUrl(attributes)) return `${there}: a RoleBinding gives no URL.`;
  const { group, resource } = attributes;
  if (group === "" && resource === "namespaces") return `${there}, and reaches that Namespace alone.`;
  if (isNamespaced(index.discovery, group, resource) === false)
    return `${there}: a RoleBinding gives nothing of ${formatTarget({ ...attributes, name: "" })}, which lie in no namespace.`;
  return typeof namespace === "string" && namespace !== ""
    ? `${there}, not in ${namespace}.`
    : `${there}, not in the whole cluster.`;
}

interface Lack {
  readonly lacks: Lacking;
  readonly question: MissingQuestion;
}

function lackSentence(grant: Grant, rule: PolicyRule, { lacks, question: { attributes } }: Lack): string {
  const role = roleName(grant);
  const verbs = listed(rule.verbs);
  if (isUrl(attributes)) return `${role} grants ${verbs} on ${attributes.path}, but not ${attributes.verb}.`;
  const target = formatTarget({ ...attributes, name: "" });
  switch (lacks) {
    case "name":
      return `${role} grants ${attributes.verb} on ${target} only for the ${rule.resourceNames?.length === 1 ? "name" : "names"} ${listed(rule.resourceNames ?? [])}.`;
    case "verb":
      return `${role} grants ${verbs} on ${target}, but not ${attributes.verb}.`;
    case "group":
      return `${role} grants ${attributes.verb} on ${attributes.resource} of ${listed((rule.apiGroups ?? []).map(groupName))}, not of ${groupName(attributes.group)}.`;
    default:
      return `${role} grants ${attributes.verb} on ${listed(partsIn(rule, attributes))}, but not on ${target}.`;
  }
}

function groupName(group: string): string {
  return group === "" ? "the core group" : group;
}

function partsIn({ resources = [] }: PolicyRule, { resource }: ResourceAttributes): readonly string[] {
  return resources.filter((entry) => entry === resource || entry.startsWith(`${resource}/`));
}

const mostListed = 6;

/** @returns `a, b and c`; of a long list the beginning. */
function listed(entries: readonly string[]): string {
  if (entries.length === 0) return "nothing";
  if (entries.length > mostListed) return `${entries.slice(0, mostListed).join(", ")} and ${entries.length - mostListed} more`;
  return entries.length === 1 ? (entries[0] ?? "") : `${entries.slice(0, -1).join(", ")} and ${entries.at(-1)}`;
}
