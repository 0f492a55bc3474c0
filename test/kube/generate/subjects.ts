/** Generated users, groups and service accounts, and the ways in which a binding can name them. */
import type { Random } from "./random.ts";
import { RBAC_GROUP, type Subject } from "./rbac-objects.ts";
import { SYSTEM_GROUPS } from "./vocabulary.ts";

export interface Account {
  readonly namespace: string;
  readonly name: string;
}

export interface People {
  readonly namespaces: readonly string[];
  readonly serviceAccounts: readonly Account[];
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

const ACCOUNT_NAMES = ["deployer", "reader", "controller", "backup", "web", "worker"];
const FIRST_NAMES = ["ada", "bob", "cyd", "dan", "eve", "fay", "gil", "hal", "ida", "jon"];
const TEAMS = ["developers", "oncall", "auditors", "leads", "contractors"];

/** Who there is in a company of so many namespaces; each namespace has a `default` account and a few more. */
export function peopleOf(random: Random, namespaceCount: number): People {
  const namespaces = Array.from({ length: namespaceCount }, (_, index) => `team-${String(index).padStart(3, "0")}`);
  const serviceAccounts = namespaces.flatMap((namespace) =>
    ["default", ...random.some(ACCOUNT_NAMES, 2, 5)].map((name) => ({ namespace, name })),
  );
  const users = namespaces.flatMap((_, index) => {
    const name = `${random.pick(FIRST_NAMES)}${index}@example.com`;
    return random.chance(0.3) ? [name, `oidc:${name}`] : [name];
  });
  const groups = namespaces.filter((_, index) => index % 2 === 0).map((namespace) => `${namespace}-${random.pick(TEAMS)}`);
  return { namespaces, serviceAccounts, users, groups };
}

/** Subjects of one binding: mostly one or two, seldom none, now and then a crowd. */
export function makeSubjects(random: Random, people: People, bindingNamespace?: string): Subject[] {
  if (random.chance(0.01)) return [];
  const count = random.chance(0.03) ? 8 + random.below(12) : 1 + random.below(3);
  return Array.from({ length: count }, () => subject(random, people, bindingNamespace));
}

function subject(random: Random, people: People, bindingNamespace: string | undefined): Subject {
  return random.weighted<() => Subject>([
    [30, () => user(random.pick(people.users))],
    [25, () => group(random.pick(people.groups))],
    [30, () => account(random.pick(people.serviceAccounts))],
    // A user by this name is the service account.
    [4, () => user(nameOfAccount(random.pick(people.serviceAccounts)))],
    [2, () => group(`system:serviceaccounts:${random.pick(people.namespaces)}`)],
    [0.3, () => group(random.pick(SYSTEM_GROUPS))],
    // Not everyone: a user whose name is an asterisk.
    [0.5, () => user("*")],
    [1, () => account({ namespace: "no-such-namespace", name: "deployer" })],
    // Without a namespace it is the binding's, and the API takes that in a RoleBinding alone.
    [
      6,
      () => (bindingNamespace ? { kind: "ServiceAccount", name: random.pick(ACCOUNT_NAMES) } : user(random.pick(people.users))),
    ],
  ])();
}

/** The user name that a service account's token stands for. */
export function nameOfAccount({ namespace, name }: Account): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

function user(name: string): Subject {
  return { kind: "User", apiGroup: RBAC_GROUP, name };
}

function group(name: string): Subject {
  return { kind: "Group", apiGroup: RBAC_GROUP, name };
}

function account({ namespace, name }: Account): Subject {
  return { kind: "ServiceAccount", namespace, name };
}
