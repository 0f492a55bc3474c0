/** Who may be granted something. A user named like a service account is that service account. */
import type { BindingSubject } from "../inventory/items.ts";
import type { UserInfo } from "./attributes.ts";

export const subjectKinds = ["User", "Group", "ServiceAccount"] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export interface SubjectRef {
  readonly kind: SubjectKind;
  readonly name: string;
  /** Of a service account. */
  readonly namespace?: string;
}

export const mastersGroup = "system:masters";
export const authenticatedGroup = "system:authenticated";
export const unauthenticatedGroup = "system:unauthenticated";
export const anonymousUser = "system:anonymous";
const accountPrefix = "system:serviceaccount:";
const accountsGroup = "system:serviceaccounts";

/** @returns the user name that a service account's token carries. */
export function accountUser(namespace: string, name: string): string {
  return `${accountPrefix}${namespace}:${name}`;
}

/** @returns the service account that a user name means, or undefined. */
export function accountOf(user: string): SubjectRef | undefined {
  const found = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(user);
  return found ? { kind: "ServiceAccount", namespace: found[1], name: found[2] as string } : undefined;
}

/** @returns the group that every service account of a namespace is in. */
export function groupOfAccounts(namespace: string): string {
  return `${accountsGroup}:${namespace}`;
}

/** @returns the namespace whose service accounts are this group, or undefined where it is another. */
export function namespaceOfGroup({ kind, name }: SubjectRef): string | undefined {
  return kind === "Group" && name.startsWith(`${accountsGroup}:`) ? name.slice(accountsGroup.length + 1) : undefined;
}

/** @returns the subject that a user name means. */
export function subjectOfUser(name: string): SubjectRef {
  return accountOf(name) ?? { kind: "User", name };
}

/** @returns a text that is equal for whom the authorizer cannot tell apart: a service account is the user of its name. */
export function identityOf(subject: SubjectRef): string {
  if (subject.kind === "ServiceAccount") return `User:${accountUser(subject.namespace ?? "", subject.name)}`;
  return `${subject.kind}:${subject.name}`;
}

/** @returns a subject as one text that `parseSubjectKey` reads: `User:jane`, `Group:devs`, `ServiceAccount:ns/name`. */
export function subjectKey(subject: SubjectRef): string {
  return subject.kind === "ServiceAccount"
    ? `ServiceAccount:${subject.namespace ?? ""}/${subject.name}`
    : `${subject.kind}:${subject.name}`;
}

/** @returns the subject of a key, or undefined where it is none. */
export function parseSubjectKey(key: string): SubjectRef | undefined {
  const kind = subjectKinds.find((known) => key.startsWith(`${known}:`));
  if (kind === undefined) return undefined;
  const rest = key.slice(kind.length + 1);
  if (kind !== "ServiceAccount") return rest === "" ? undefined : { kind, name: rest };
  const slash = rest.indexOf("/");
  if (slash < 1 || slash === rest.length - 1) return undefined;
  return { kind, namespace: rest.slice(0, slash), name: rest.slice(slash + 1) };
}

/**
 * @returns whom a binding's subject means, or undefined where it means nobody: an unknown kind, or a service account without
 *   a namespace in a ClusterRoleBinding (`bindingNamespace` is then empty).
 */
export function resolveSubject(subject: BindingSubject, bindingNamespace: string): SubjectRef | undefined {
  if (subject.kind === "Group") return { kind: "Group", name: subject.name };
  if (subject.kind === "User") return subjectOfUser(subject.name);
  if (subject.kind !== "ServiceAccount") return undefined;
  const namespace = subject.namespace || bindingNamespace;
  return namespace ? { kind: "ServiceAccount", namespace, name: subject.name } : undefined;
}

/** @returns whether nobody is put into a group: everybody who authenticates, or every service account, is in it. */
export function isImplicitGroup(group: string): boolean {
  return group === authenticatedGroup || group === unauthenticatedGroup || /^system:serviceaccounts(:|$)/.test(group);
}

/** @returns the groups of a real request of this user, as impersonation adds them to the groups that were given. */
export function groupsOfRequest(user: string, given: readonly string[] = []): readonly string[] {
  const account = given.length === 0 ? accountOf(user) : undefined;
  const groups = account ? [accountsGroup, groupOfAccounts(account.namespace ?? "")] : [...given];
  const implicit = user === anonymousUser ? unauthenticatedGroup : authenticatedGroup;
  if (groups.includes(unauthenticatedGroup) || groups.includes(implicit)) return groups;
  return [...groups, implicit];
}

/** @returns the user that asks on behalf of a subject: of a group, a nameless member that is in no other group. */
export function userOfSubject(subject: SubjectRef): UserInfo {
  if (subject.kind === "Group") return { name: "", groups: [subject.name] };
  const name = subject.kind === "ServiceAccount" ? accountUser(subject.namespace ?? "", subject.name) : subject.name;
  return { name, groups: groupsOfRequest(name) };
}

/** @returns `ServiceAccount ci/deployer`, `Group devs`. */
export function formatSubject(subject: SubjectRef): string {
  return `${subject.kind} ${subject.namespace === undefined ? "" : `${subject.namespace}/`}${subject.name}`;
}

/** @returns the subject that `formatSubject` wrote, or undefined where the text is none. */
export function parseSubjectText(text: string): SubjectRef | undefined {
  const kind = subjectKinds.find((known) => text.startsWith(`${known} `));
  if (kind === undefined) return undefined;
  const rest = text.slice(kind.length + 1);
  const slash = kind === "ServiceAccount" ? rest.indexOf("/") : -1;
  return slash === -1 ? { kind, name: rest } : { kind, namespace: rest.slice(0, slash), name: rest.slice(slash + 1) };
}
