/** Why somebody is allowed something: subject, binding, role and rule, and where the rule was aggregated from. */
import type { ClusterRoleItem, PolicyRule } from "../inventory/items.ts";
import { type ClusterRoles, type RuleSource, sourcesOfRule } from "./aggregation.ts";
import type { Grant, RbacIndex } from "./rbac-index.ts";
import { formatSubject, mastersGroup, type SubjectRef } from "./subject.ts";

export interface ObjectName {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
}

export interface Chain {
  /** The subject that the binding names: who asked, or a group that they are in. */
  readonly subject: SubjectRef;
  /** Where it holds: everywhere, or in one namespace. */
  readonly scope: "cluster" | { readonly namespace: string };
  /** Absent for members of system:masters, whom the API server lets pass without asking RBAC. */
  readonly binding?: ObjectName & { readonly subjectIndex: number; readonly createdAt?: string };
  readonly role?: ObjectName;
  readonly rule?: {
    readonly index: number;
    readonly rule: PolicyRule;
    /** There where the role is aggregated; empty where no role that it selects gives this rule any more. */
    readonly aggregatedFrom?: readonly RuleSource[];
  };
}

export const mastersChain: Chain = { subject: { kind: "Group", name: mastersGroup }, scope: "cluster" };

/** @returns the chain of a rule that a grant gives. */
export function chainOf(index: RbacIndex, grant: Grant, rule: PolicyRule, ruleIndex: number): Chain {
  const { binding, subject, subjectIndex } = grant;
  const { meta } = binding.item;
  return {
    subject,
    scope: binding.kind === "ClusterRoleBinding" ? "cluster" : { namespace: binding.namespace },
    binding: {
      ...nameOf(binding.kind, meta),
      subjectIndex,
      ...(meta.createdAt === undefined ? {} : { createdAt: meta.createdAt }),
    },
    role: binding.role && nameOf(binding.role.kind, binding.role.item.meta),
    rule: { index: ruleIndex, rule, ...aggregation(index, grant, rule) },
  };
}

function nameOf(kind: string, meta: { readonly name: string; readonly namespace?: string; readonly uid?: string }): ObjectName {
  return {
    kind,
    name: meta.name,
    ...(meta.namespace === undefined ? {} : { namespace: meta.namespace }),
    ...(meta.uid === undefined ? {} : { uid: meta.uid }),
  };
}

function aggregation(index: RbacIndex, grant: Grant, rule: PolicyRule): { aggregatedFrom?: readonly RuleSource[] } {
  const item = grant.binding.role?.item;
  if (item === undefined || !("aggregation" in item) || item.aggregation === undefined) return {};
  const { roles, sources } = aggregatedIn(index);
  const ofRole = sources.get(item) ?? new Map<PolicyRule, readonly RuleSource[]>();
  sources.set(item, ofRole);
  const aggregatedFrom = ofRole.get(rule) ?? sourcesOfRule(item, rule, roles);
  ofRole.set(rule, aggregatedFrom);
  return { aggregatedFrom };
}

interface Aggregated {
  readonly roles: ClusterRoles;
  /** Where rules came from, found once for each rule of a role: a list of rights asks about all of them. */
  readonly sources: Map<ClusterRoleItem, Map<PolicyRule, readonly RuleSource[]>>;
}

const stored = new WeakMap<RbacIndex, Aggregated>();

function aggregatedIn(index: RbacIndex): Aggregated {
  const known = stored.get(index);
  if (known) return known;
  const roles: ClusterRoles = new Map([...index.clusterRoles].map(([name, entry]) => [name, entry.item]));
  const made: Aggregated = { roles, sources: new Map() };
  stored.set(index, made);
  return made;
}

/** @returns `ClusterRole edit`, `Role payments/deploy`. */
export function formatName(object: ObjectName): string {
  return `${object.kind} ${object.namespace === undefined ? "" : `${object.namespace}/`}${object.name}`;
}

/** @returns `Group oncall ← RoleBinding payments/oncall ← ClusterRole edit ← aggregated from crd-editors, rule 3`. */
export function chainSentence(chain: Chain): string {
  const { subject, binding, role, rule } = chain;
  if (binding === undefined) return `${formatSubject(subject)} ← the API server lets this group pass without asking RBAC`;
  const source = rule?.aggregatedFrom?.[0];
  const from = source
    ? [`aggregated from ${source.path.join(", ")}, rule ${source.ruleIndex + 1}`]
    : rule
      ? [`rule ${rule.index + 1}`]
      : [];
  return [formatSubject(subject), formatName(binding), ...(role ? [formatName(role)] : []), ...from].join(" ← ");
}
