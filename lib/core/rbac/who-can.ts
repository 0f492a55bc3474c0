/** Who is allowed something, by RBAC, as real requests are evaluated; and whether everybody could be seen. */
import { compareGaps, compareText, type Gap } from "../inventory/gap.ts";
import { type Attributes, isUrl } from "./attributes.ts";
import { gapsOfRole } from "./can.ts";
import { type Chain, chainOf, mastersChain } from "./chain.ts";
import { ruleAllows } from "./predicates.ts";
import { type BindingEntry, gapsIn, type RbacIndex, type RoleEntry } from "./rbac-index.ts";
import { actsOnNamespace, namespaceOfRequest } from "./scope.ts";
import { identityOf, mastersGroup, resolveSubject, type SubjectKind, type SubjectRef } from "./subject.ts";

export interface WhoCanQuestion {
  readonly attributes: Attributes;
  /** Absent or empty asks for the whole cluster; `{ any: true }` for at least one namespace. */
  readonly namespace?: string | { readonly any: true };
}

export interface AllowedSubject {
  readonly kind: SubjectKind;
  readonly name: string;
  readonly namespace?: string;
  /** Everywhere, or the namespaces, sorted. */
  readonly scope: "cluster" | readonly string[];
}

export interface WhoCan {
  /** Sorted by kind, namespace and name; system:masters is always among them. */
  readonly subjects: readonly AllowedSubject[];
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
  /** @returns why a subject of the answer is in it. */
  chainsOf(subject: SubjectRef): readonly Chain[];
}

interface Found {
  readonly subject: SubjectRef;
  cluster: boolean;
  readonly namespaces: Set<string>;
  readonly grants: { readonly binding: BindingEntry; readonly subjectIndex: number }[];
}

/** @returns the subjects that bindings name and that are allowed what the question asks. */
export function whoCan(index: RbacIndex, question: WhoCanQuestion): WhoCan {
  const bindings = bindingsInQuestion(index, question);
  const allows = createRoleJudge(question);
  const found = new Map<string, Found>();
  const unresolved: BindingEntry[] = [];
  for (const binding of bindings) {
    if (binding.missing === "unseen" || binding.role?.partial) unresolved.push(binding);
    if (binding.role && allows(binding.role, binding.namespace)) addSubjects(found, binding);
  }
  const masters = identityOf({ kind: "Group", name: mastersGroup });
  const entry = found.get(masters) ?? { subject: mastersChain.subject, cluster: true, namespaces: new Set(), grants: [] };
  entry.cluster = true;
  found.set(masters, entry);
  const gaps = gapsOfWhoCan(index, question, unresolved);
  return {
    subjects: [...found.values()].map(present).sort(compareSubjects),
    complete: gaps.length === 0,
    gaps,
    chainsOf: (subject) => chainsOf(index, question, found.get(identityOf(subject)), subject),
  };
}

/** The namespace of the question, as real requests are evaluated: `undefined` where every namespace counts. */
function namespaceInQuestion(index: RbacIndex, { attributes, namespace = "" }: WhoCanQuestion): string | undefined {
  if (isUrl(attributes)) return "";
  if (typeof namespace === "string") return namespaceOfRequest(index.discovery, attributes, namespace);
  if (isNamespaceItself(attributes)) return attributes.name || undefined;
  return namespaceOfRequest(index.discovery, attributes, "any") === "" ? "" : undefined;
}

/** A request for a Namespace is evaluated in that namespace, so that a RoleBinding inside it counts. */
function isNamespaceItself(attributes: Attributes): attributes is Exclude<Attributes, { path: string }> {
  return (
    !isUrl(attributes) && attributes.group === "" && attributes.resource === "namespaces" && actsOnNamespace.has(attributes.verb)
  );
}

function bindingsInQuestion(index: RbacIndex, question: WhoCanQuestion): readonly BindingEntry[] {
  const namespace = namespaceInQuestion(index, question);
  return index.bindings.filter(
    (binding) =>
      binding.kind === "ClusterRoleBinding" || namespace === undefined || (namespace !== "" && binding.namespace === namespace),
  );
}

/** @returns whether a role allows what is asked; each role is judged once, except for Namespaces, which have their own name. */
function createRoleJudge({ attributes }: WhoCanQuestion): (role: RoleEntry, namespace: string) => boolean {
  const judged = new Map<RoleEntry, boolean>();
  const byNamespace = isNamespaceItself(attributes) && !attributes.name;
  return (role, namespace) => {
    if (byNamespace && namespace !== "") return role.rules.some((rule) => ruleAllows({ ...attributes, name: namespace }, rule));
    let allowed = judged.get(role);
    if (allowed === undefined) {
      allowed = role.rules.some((rule) => ruleAllows(attributes, rule));
      judged.set(role, allowed);
    }
    return allowed;
  };
}

function addSubjects(found: Map<string, Found>, binding: BindingEntry): void {
  for (const [subjectIndex, named] of binding.item.subjects.entries()) {
    const subject = resolveSubject(named, binding.namespace);
    if (subject === undefined) continue;
    const identity = identityOf(subject);
    const entry = found.get(identity) ?? { subject, cluster: false, namespaces: new Set(), grants: [] };
    found.set(identity, entry);
    if (binding.kind === "ClusterRoleBinding") entry.cluster = true;
    else entry.namespaces.add(binding.namespace);
    if (entry.grants.at(-1)?.binding !== binding) entry.grants.push({ binding, subjectIndex });
  }
}

function present({ subject, cluster, namespaces }: Found): AllowedSubject {
  return { ...subject, scope: cluster ? "cluster" : [...namespaces].sort(compareText) };
}

/** @returns the order of an answer: by kind, namespace and name. */
export function compareSubjects(a: SubjectRef, b: SubjectRef): number {
  return compareText(a.kind, b.kind) || compareText(a.namespace ?? "", b.namespace ?? "") || compareText(a.name, b.name);
}

function chainsOf(index: RbacIndex, question: WhoCanQuestion, found: Found | undefined, subject: SubjectRef): readonly Chain[] {
  const { attributes } = question;
  const chains: Chain[] = identityOf(subject) === identityOf(mastersChain.subject) ? [mastersChain] : [];
  for (const { binding, subjectIndex } of found?.grants ?? []) {
    const asked =
      isNamespaceItself(attributes) && binding.namespace && !attributes.name
        ? { ...attributes, name: binding.namespace }
        : attributes;
    for (const [ruleIndex, rule] of (binding.role?.rules ?? []).entries())
      if (ruleAllows(asked, rule)) chains.push(chainOf(index, { binding, subject, subjectIndex }, rule, ruleIndex));
  }
  return chains;
}

function gapsOfWhoCan(index: RbacIndex, question: WhoCanQuestion, unresolved: readonly BindingEntry[]): readonly Gap[] {
  const namespace = namespaceInQuestion(index, question);
  const ofBindings =
    namespace === "" ? [] : namespace === undefined ? index.gaps.roleBindings : gapsIn(index.gaps.roleBindings, namespace);
  const gaps = [
    ...index.gaps.clusterRoleBindings,
    ...ofBindings,
    ...unresolved.flatMap((binding) => gapsOfRole(index.gaps, binding)),
  ];
  return [...new Set(gaps)].sort(compareGaps);
}
