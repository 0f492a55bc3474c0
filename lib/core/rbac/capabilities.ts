/**
 * Namespaces by capability: for each namespace, by how many subjects' RoleBindings in it a dangerous right, or any other, is
 * held. Who holds it everywhere is told once, and not again in each namespace.
 */
import { compareText, type Gap } from "../inventory/gap.ts";
import type { PolicyRule } from "../inventory/items.ts";
import type { ResourceAttributes } from "./attributes.ts";
import { gapsOfRole } from "./can.ts";
import { isMasters } from "./grants.ts";
import { ruleAllows } from "./predicates.ts";
import { type BindingEntry, gapsIn, type RbacIndex } from "./rbac-index.ts";
import { actsOnNamespace, isNamespaced } from "./scope.ts";
import { identityOf, mastersGroup, resolveSubject, type SubjectRef } from "./subject.ts";

export interface Capability {
  /** A danger's id, or `verb:resource`. */
  readonly id: string;
  /** Any of these requests suffices. */
  readonly requests: readonly ResourceAttributes[];
  /** Whether it works from a RoleBinding, in its namespace. */
  readonly namespaced: boolean;
}

/** How a subject holds a capability: for every object, or for some by name. */
export type Hold = "full" | "named";

export interface Holder {
  readonly subject: SubjectRef;
  /** By RoleBindings of the namespace. */
  readonly local: Hold | undefined;
  /** By ClusterRoleBindings, or past RBAC. */
  readonly everywhere: Hold | undefined;
  /** One of the capability's requests that it may make. */
  readonly right: ResourceAttributes;
}

export interface CapabilityCell {
  /** Subjects that hold it for every object. */
  readonly full: number;
  /** Further subjects that hold it for some objects by name. */
  readonly named: number;
}

export interface CapabilityRow {
  /** Absent for what holds everywhere. */
  readonly namespace?: string;
  /** One a capability; undefined where it cannot be held there. */
  readonly cells: readonly (CapabilityCell | undefined)[];
  /** Different subjects that hold any of them for every object. */
  readonly subjects: number;
  /** What could not be seen and may hold more. */
  readonly gaps: readonly Gap[];
}

/** @returns a capability of one verb and resource, `pods` or `pods/exec`. */
export function capabilityOf(index: RbacIndex, verb: string, group: string, path: string): Capability {
  const [resource = "", subresource] = path.split("/");
  const request = { verb, group, resource, ...(subresource ? { subresource } : {}) };
  const namespaced =
    isNamespaced(index.discovery, group, path) !== false || (isNamespaceItself(request) && actsOnNamespace.has(verb));
  return { id: `${verb}:${path}${group === "" ? "" : `.${group}`}`, requests: [request], namespaced };
}

function isNamespaceItself({ group, resource }: ResourceAttributes): boolean {
  return group === "" && resource === "namespaces";
}

interface Held {
  readonly hold: Hold;
  readonly right: ResourceAttributes;
}

/** @returns how a rule gives one of the requests in a binding of this namespace; empty for the whole cluster. */
function holdOfRule(rule: PolicyRule, requests: readonly ResourceAttributes[], namespace: string): Held | undefined {
  let found: Held | undefined;
  for (const request of requests) {
    const inside = namespace !== "" && isNamespaceItself(request);
    if (inside && !actsOnNamespace.has(request.verb)) continue;
    if (ruleAllows(inside ? { ...request, name: namespace } : request, rule)) return { hold: "full", right: request };
    const limited = !inside && request.verb !== "deletecollection" && rule.resourceNames?.length;
    if (limited && ruleAllows(request, { ...rule, resourceNames: [] })) found ??= { hold: "named", right: request };
  }
  return found;
}

function heldBy(binding: BindingEntry, { requests, namespaced }: Capability): Held | undefined {
  if (binding.namespace !== "" && !namespaced) return undefined;
  let found: Held | undefined;
  for (const rule of binding.role?.rules ?? []) {
    const held = holdOfRule(rule, requests, binding.namespace);
    if (held?.hold === "full") return held;
    found ??= held;
  }
  return found;
}

function holdOf(binding: BindingEntry, capability: Capability): Hold | undefined {
  return heldBy(binding, capability)?.hold;
}

/** Judges each role once for each capability, but where the namespace's own name counts. */
function createJudge(): (binding: BindingEntry, capability: Capability) => Hold | undefined {
  const known = new Map<Capability, Map<unknown, Hold | undefined>>();
  return (binding, capability) => {
    if (binding.role === undefined || capability.requests.some(isNamespaceItself)) return holdOf(binding, capability);
    if (binding.namespace !== "" && !capability.namespaced) return undefined;
    const ofRoles = known.get(capability) ?? new Map<unknown, Hold | undefined>();
    known.set(capability, ofRoles);
    if (!ofRoles.has(binding.role)) ofRoles.set(binding.role, holdOf(binding, capability));
    return ofRoles.get(binding.role);
  };
}

export interface CapabilityQuestion {
  readonly capabilities: readonly Capability[];
  readonly namespaces: readonly string[];
  /** Which subjects count, by `identityOf`; all where it is absent. */
  readonly counts?: (identity: string) => boolean;
}

/** @returns one row for what holds everywhere, then one for each namespace: those with the most holders first. */
export function capabilityRows(index: RbacIndex, question: CapabilityQuestion): readonly CapabilityRow[] {
  const { capabilities, namespaces, counts = () => true } = question;
  const judge = createJudge();
  const tables = new Map(["", ...namespaces].map((name) => [name, capabilities.map(() => new Map<string, Hold>())]));
  const masters = identityOf({ kind: "Group", name: mastersGroup });
  if (counts(masters)) for (const held of tables.get("") ?? []) held.set(masters, "full");
  for (const binding of index.bindings) {
    const table = tables.get(binding.namespace);
    if (table === undefined) continue;
    const holds = capabilities.map((capability) => judge(binding, capability));
    if (holds.every((hold) => hold === undefined)) continue;
    const identities = identitiesIn(binding).filter(counts);
    for (const [place, hold] of holds.entries()) if (hold) for (const one of identities) note(table[place], one, hold);
  }
  const unseen = { gaps: index.gaps, bindings: index.bindings.filter(givesUnseen) };
  const rows = [...tables].map(([namespace, table]) => rowOf(unseen, namespace, capabilities, table));
  const [everywhere, ...inside] = rows;
  if (everywhere === undefined) return [];
  return [everywhere, ...inside.sort((a, b) => b.subjects - a.subjects || compareText(a.namespace ?? "", b.namespace ?? ""))];
}

function note(held: Map<string, Hold> | undefined, identity: string, hold: Hold): void {
  if (held?.get(identity) !== "full") held?.set(identity, hold);
}

function identitiesIn({ item, namespace }: BindingEntry): readonly string[] {
  return item.subjects.flatMap((named) => {
    const subject = resolveSubject(named, namespace);
    return subject === undefined ? [] : [identityOf(subject)];
  });
}

function rowOf(
  unseen: Pick<RbacIndex, "bindings" | "gaps">,
  namespace: string,
  capabilities: readonly Capability[],
  table: readonly ReadonlyMap<string, Hold>[],
): CapabilityRow {
  const cells = capabilities.map(({ namespaced }, place) => {
    if (namespace !== "" && !namespaced) return undefined;
    const holds = [...(table[place]?.values() ?? [])];
    const full = holds.filter((hold) => hold === "full").length;
    return { full, named: holds.length - full };
  });
  const subjects = new Set(table.flatMap((held) => [...held].flatMap(([identity, hold]) => (hold === "full" ? [identity] : []))));
  return { ...(namespace === "" ? {} : { namespace }), cells, subjects: subjects.size, gaps: gapsOfPlace(unseen, namespace) };
}

/** Whether a binding may give more than was seen of its role. */
function givesUnseen({ missing, role }: BindingEntry): boolean {
  return missing === "unseen" || role?.partial === true;
}

/** @returns what could not be seen of the bindings of a namespace, or of the whole cluster, and of the roles that they name. */
export function gapsOfPlace({ bindings, gaps }: Pick<RbacIndex, "bindings" | "gaps">, namespace: string): readonly Gap[] {
  const ofBindings = namespace === "" ? gaps.clusterRoleBindings : gapsIn(gaps.roleBindings, namespace);
  const hidden = bindings.filter((one) => one.namespace === namespace && givesUnseen(one));
  return [...new Set([...ofBindings, ...hidden.flatMap((one) => gapsOfRole(gaps, one))])];
}

/** @returns who holds a capability in a namespace, or everywhere: those of the namespace itself first, then by name. */
export function holdersOf(index: RbacIndex, capability: Capability, namespace: string): readonly Holder[] {
  const found = new Map<string, Holder>();
  const masters: SubjectRef = { kind: "Group", name: mastersGroup };
  const [first] = capability.requests;
  if (first) found.set(identityOf(masters), { subject: masters, local: undefined, everywhere: "full", right: first });
  for (const binding of index.bindings) {
    if (binding.namespace !== "" && binding.namespace !== namespace) continue;
    const held = heldBy(binding, capability);
    if (held === undefined) continue;
    for (const named of binding.item.subjects) {
      const subject = resolveSubject(named, binding.namespace);
      if (subject !== undefined) found.set(identityOf(subject), withHold(found.get(identityOf(subject)), subject, binding, held));
    }
  }
  const order = ({ subject, local }: Holder) => (isMasters(subject) ? 2 : local ? 0 : 1);
  return [...found.values()].sort((a, b) => order(a) - order(b) || compareText(identityOf(a.subject), identityOf(b.subject)));
}

function withHold(known: Holder | undefined, subject: SubjectRef, { namespace }: BindingEntry, { hold, right }: Held): Holder {
  const before = known ?? { subject, local: undefined, everywhere: undefined, right };
  const where = namespace === "" ? "everywhere" : "local";
  return before[where] === "full" ? before : { ...before, [where]: hold, right: hold === "full" ? right : before.right };
}
