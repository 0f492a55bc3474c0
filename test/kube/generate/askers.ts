/** Who asks: users, members of groups and service accounts, exactly as a review is given them, with nothing added. */
import type { Grant } from "./grants.ts";
import type { Random } from "./random.ts";
import type { RbacObjects, Subject } from "./rbac-objects.ts";
import { nameOfAccount } from "./subjects.ts";

export interface Asker {
  readonly user: string;
  readonly groups: readonly string[];
}

/** The names that occur in the objects. */
export interface Company {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly accounts: readonly { namespace: string; name: string }[];
  readonly namespaces: readonly string[];
}

const STRANGER = "stranger@example.com";

export function companyOf({ roles, roleBindings, clusterRoleBindings }: RbacObjects): Company {
  const subjects = [...roleBindings, ...clusterRoleBindings].flatMap((binding) =>
    (binding.subjects ?? []).map((subject) => ({ ...subject, namespace: subject.namespace ?? binding.metadata.namespace })),
  );
  const names = (kind: Subject["kind"]) => [...new Set(subjects.filter((one) => one.kind === kind).map(({ name }) => name))];
  const namespaces = new Set([...roles, ...roleBindings].map(({ metadata }) => metadata.namespace ?? ""));
  const accounts = subjects.flatMap(({ kind, name, namespace }) =>
    kind === "ServiceAccount" && namespace ? [{ namespace, name }] : [],
  );
  return {
    users: [...names("User"), STRANGER],
    groups: names("Group"),
    accounts,
    namespaces: [...namespaces, "no-such-namespace"],
  };
}

/** Somebody whom this subject of a binding names. */
export function askerFrom(random: Random, subject: Subject, grant: Grant, company: Company): Asker {
  if (subject.kind === "User") return { user: subject.name, groups: memberships(random, company) };
  if (subject.kind === "Group")
    return { user: random.pick(company.users), groups: [subject.name, ...memberships(random, company)] };
  const namespace = subject.namespace ?? grant.namespace ?? "default";
  return serviceAccount(random, { namespace, name: subject.name });
}

/** Nobody who signed in, as the API server calls them; a review may put them into any group. */
export function anonymous(random: Random, { groups }: Company): Asker {
  const more = random.chance(0.2) ? random.some(groups, 1, 1) : [];
  return { user: "system:anonymous", groups: random.chance(0.7) ? ["system:unauthenticated", ...more] : more };
}

/** A member of the group that the API server asks nothing. */
export function master(random: Random, company: Company): Asker {
  return { user: random.pick(company.users), groups: ["system:masters", ...memberships(random, company)] };
}

export function randomAsker(random: Random, kind: "user" | "group" | "serviceAccount", company: Company): Asker {
  if (kind === "serviceAccount" && company.accounts.length > 0) return serviceAccount(random, random.pick(company.accounts));
  if (kind === "group" && company.groups.length > 0) return { user: STRANGER, groups: random.some(company.groups, 1, 2) };
  return { user: random.pick(company.users), groups: memberships(random, company) };
}

/** With the implicit groups or without them: a review adds none. */
function serviceAccount(random: Random, account: { namespace: string; name: string }): Asker {
  const implicit = ["system:serviceaccounts", `system:serviceaccounts:${account.namespace}`, "system:authenticated"];
  return { user: nameOfAccount(account), groups: random.chance(0.5) ? implicit : [] };
}

function memberships(random: Random, { groups }: Company): string[] {
  const ordinary = groups.filter((name) => name !== "system:masters");
  return random.weighted<() => string[]>([
    [60, () => []],
    [25, () => ["system:authenticated"]],
    [15, () => random.some(ordinary, 1, 2)],
  ])();
}
