/** One look up: who or what is meant, and everything that is bound to it. */
import type { Defaults } from "../defaults.ts";
import type { BindingEntry, RbacIndex, RoleEntry } from "../rbac-index.ts";
import type { SubjectRef } from "../subject.ts";
import {
  bindingsOfRole,
  bindingsOfSubject,
  findRole,
  holdersOf,
  type NamedRole,
  type RoleFacts,
  type RoleHolder,
  roleFacts,
  roleOfBinding,
  type SubjectBinding,
} from "./bindings.ts";
import { findByName } from "./find.ts";

/** A subject, a role of a name wherever it is, or whatever has the text in its name. */
export type Wanted =
  | { readonly subject: SubjectRef }
  | { readonly role: { readonly kinds: readonly ("Role" | "ClusterRole")[]; readonly name: string; readonly namespace?: string } }
  | { readonly text: string };

export interface LookedUpRole {
  readonly role: NamedRole;
  /** Absent where the role was not seen, or does not exist. */
  readonly facts?: RoleFacts;
  readonly holders: readonly RoleHolder[];
  /** Bindings without a subject are among them. */
  readonly bindings: readonly BindingEntry[];
}

export interface LookedUp {
  readonly subjects: readonly { readonly subject: SubjectRef; readonly bindings: readonly SubjectBinding[] }[];
  readonly roles: readonly LookedUpRole[];
}

/** @returns what is meant, with its bindings. A subject or role that is named exactly is there even where nothing is bound to it. */
export function lookUp(index: RbacIndex, wanted: Wanted, defaults: Defaults): LookedUp {
  if ("subject" in wanted) {
    const { subject } = wanted;
    return { subjects: [{ subject, bindings: bindingsOfSubject(index, subject) }], roles: [] };
  }
  if ("role" in wanted)
    return { subjects: [], roles: rolesNamed(index, wanted).map((role) => lookUpRole(index, role, defaults)) };
  const found = findByName(index, wanted.text);
  return {
    subjects: found.subjects.map((subject) => ({ subject, bindings: bindingsOfSubject(index, subject) })),
    roles: found.roles.map((role) => lookUpRole(index, nameOfRole(role), defaults)),
  };
}

/** @returns what is known of a role and who holds it. */
export function lookUpRole(index: RbacIndex, role: NamedRole, defaults: Defaults): LookedUpRole {
  const entry = findRole(index, role);
  const bindings = bindingsOfRole(index, role);
  return { role, bindings, holders: holdersOf(bindings), ...(entry && { facts: roleFacts(index, entry, defaults) }) };
}

/** @returns the kind, name and namespace of a role. */
export function nameOfRole({ kind, item }: RoleEntry): NamedRole {
  const { name, namespace } = item.meta;
  return namespace === undefined ? { kind, name } : { kind, name, namespace };
}

/** Roles of the name, and those that bindings name although nobody saw them. */
function rolesNamed(index: RbacIndex, { role }: Extract<Wanted, { role: unknown }>): readonly NamedRole[] {
  const isMeant = ({ kind, name, namespace }: NamedRole) =>
    name === role.name &&
    role.kinds.some((wanted) => wanted === kind) &&
    (role.namespace === undefined || kind === "ClusterRole" || namespace === role.namespace);
  const there = [...index.clusterRoles.values(), ...index.roles.values()].map(nameOfRole);
  const found = [...there, ...index.bindings.map(roleOfBinding)].filter(isMeant);
  return [...new Map(found.map((one) => [`${one.kind}/${one.namespace ?? ""}/${one.name}`, one])).values()];
}
