/** What is behind a cell of the matrix: for each verb its state, and every chain that gives it. */
import type { PolicyRule } from "../inventory/items.ts";
import type { ResourceAttributes } from "./attributes.ts";
import { gapsOfAnswer } from "./can.ts";
import { type CellState, matrixVerbs } from "./cells.ts";
import { type Chain, chainOf, mastersChain } from "./chain.ts";
import { consequenceOf } from "./dangers.ts";
import { grantsOfSubject, isMasters, isUnresolved } from "./grants.ts";
import { ruleAllows } from "./predicates.ts";
import type { BindingEntry, Grant, RbacIndex } from "./rbac-index.ts";
import { actsOnNamespace, isNamespaced } from "./scope.ts";
import type { SubjectRef } from "./subject.ts";

export interface CellQuestion {
  readonly subject: SubjectRef;
  readonly group: string;
  /** `pods`, or `pods/exec`. */
  readonly resource: string;
  /** The verbs of the strip where it is absent; any other verb may be asked for. */
  readonly verbs?: readonly string[];
  readonly namespace?: string;
}

export interface ExplainedVerb {
  readonly verb: string;
  readonly state: CellState;
  /** Sorted; where the right holds by RoleBinding. */
  readonly namespaces: readonly string[];
  /** Names to which a right is limited, where it is. */
  readonly names: readonly string[];
  readonly chains: readonly Chain[];
  /** What it means, as a sentence. */
  readonly meaning: string;
}

/** @returns the explanation of a cell, verb by verb. */
export function explainCell(index: RbacIndex, question: CellQuestion): readonly ExplainedVerb[] {
  return (question.verbs ?? matrixVerbs).map((verb) => explainVerb(index, question, verb));
}

function explainVerb(index: RbacIndex, question: CellQuestion, verb: string): ExplainedVerb {
  const { subject, group } = question;
  const [resource = "", subresource] = question.resource.split("/");
  const attributes: ResourceAttributes = { verb, group, resource, ...(subresource ? { subresource } : {}) };
  if (isMasters(subject)) return explained(attributes, "everywhere", { chains: [mastersChain], limited: [], minor: index.minor });
  const grants = reachableGrants(index, question, attributes);
  const chains: Chain[] = [];
  const limited: Chain[] = [];
  for (const grant of grants)
    for (const [ruleIndex, rule] of (grant.binding.role?.rules ?? []).entries()) {
      if (!ruleAllows(attributes, withoutNames(rule))) continue;
      if (!rule.resourceNames?.length || namesOwnNamespace(grant, rule, attributes))
        chains.push(chainOf(index, grant, rule, ruleIndex));
      else if (verb !== "deletecollection" && !isForeignNamespace(grant, attributes))
        limited.push(chainOf(index, grant, rule, ruleIndex));
    }
  const state = stateOf(index, question, { grants, chains, limited });
  return explained(attributes, state, { chains, limited, minor: index.minor });
}

/** A RoleBinding reaches one Namespace, its own: a rule that names it gives all that there is. */
function namesOwnNamespace({ binding }: Grant, rule: PolicyRule, { group, resource }: ResourceAttributes): boolean {
  return (
    binding.namespace !== "" &&
    group === "" &&
    resource === "namespaces" &&
    (rule.resourceNames?.includes(binding.namespace) ?? false)
  );
}

function isForeignNamespace({ binding }: Grant, { group, resource }: ResourceAttributes): boolean {
  return binding.namespace !== "" && group === "" && resource === "namespaces";
}

function withoutNames(rule: PolicyRule): PolicyRule {
  return rule.resourceNames?.length ? { ...rule, resourceNames: [] } : rule;
}

/** The grants that can give a right in this column: no RoleBinding gives a cluster-scoped one, except its own Namespace. */
function reachableGrants(
  index: RbacIndex,
  { subject, namespace }: CellQuestion,
  attributes: ResourceAttributes,
): readonly Grant[] {
  const found = grantsOfSubject(index, subject);
  const path = attributes.subresource ? `${attributes.resource}/${attributes.subresource}` : attributes.resource;
  const clusterOnly = isNamespaced(index.discovery, attributes.group, path) === false;
  const itself = attributes.group === "" && attributes.resource === "namespaces" && actsOnNamespace.has(attributes.verb);
  const inNamespaces =
    clusterOnly && !itself
      ? []
      : found.flatMap(({ namespaces }) =>
          namespace === undefined ? [...namespaces.values()].flat() : (namespaces.get(namespace) ?? []),
        );
  const unique = new Map<BindingEntry, Grant>();
  for (const grant of [...found.flatMap(({ cluster }) => cluster), ...inNamespaces])
    if (!unique.has(grant.binding)) unique.set(grant.binding, grant);
  return [...unique.values()];
}

interface Found {
  readonly grants: readonly Grant[];
  readonly chains: readonly Chain[];
  readonly limited: readonly Chain[];
}

function stateOf(index: RbacIndex, question: CellQuestion, { grants, chains, limited }: Found): CellState {
  if (chains.some((chain) => chain.scope === "cluster")) return "everywhere";
  if (chains.length > 0) return "namespaces";
  if (limited.length > 0) return "named";
  const unresolved = grants.filter(isUnresolved).map(({ binding }) => binding);
  const clusterOnly =
    isNamespaced(index.discovery, question.group, question.resource) === false && question.resource !== "namespaces";
  const ofBindings = clusterOnly
    ? []
    : question.namespace === undefined
      ? index.gaps.roleBindings
      : gapsOfAnswer({ ...index.gaps, clusterRoleBindings: [] }, question.namespace, []);
  return gapsOfAnswer(index.gaps, "", unresolved).length + ofBindings.length > 0 ? "unknown" : "none";
}

function explained(
  attributes: ResourceAttributes,
  state: CellState,
  { chains, limited, minor }: Pick<Found, "chains" | "limited"> & Pick<RbacIndex, "minor">,
): ExplainedVerb {
  const namespaces = [...new Set(chains.flatMap(({ scope }) => (scope === "cluster" ? [] : [scope.namespace])))].sort();
  const names = [...new Set(limited.flatMap(({ rule }) => rule?.rule.resourceNames ?? []))].sort();
  return {
    verb: attributes.verb,
    state,
    namespaces,
    names,
    chains: [...chains, ...limited],
    meaning: meaningOf(attributes, { state, namespaces, names, consequence: consequenceOf(attributes, minor) }),
  };
}

interface Told extends Pick<ExplainedVerb, "state" | "namespaces" | "names"> {
  readonly consequence: string | undefined;
}

function meaningOf(attributes: ResourceAttributes, { state, namespaces, names, consequence }: Told): string {
  const { verb, group, resource, subresource } = attributes;
  const further = consequence === undefined ? "." : `, and so ${consequence}.`;
  const what = `${verb} ${resource}${group ? `.${group}` : ""}${subresource ? `/${subresource}` : ""}`;
  switch (state) {
    case "everywhere":
      return `May ${what} in the whole cluster${further}`;
    case "namespaces":
      return `May ${what} in ${namespaces.length === 1 ? `the namespace ${namespaces[0]}` : `${namespaces.length} namespaces`}${further}`;
    case "named":
      return `May ${what} only for ${names.length === 1 ? `the object named ${names[0]}` : `${names.length} objects by name`}.`;
    case "none":
      return `No rule of RBAC allows to ${what}.`;
    default:
      return `Nothing seen allows to ${what}, and not everything was seen.`;
  }
}
