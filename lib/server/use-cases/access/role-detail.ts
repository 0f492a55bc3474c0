/** One role: what it is, who holds it, and what it is made of; and subjects and roles by a part of their name. */
import type { Lookup, RoleDetail } from "../../../contracts/access/subjects.ts";
import type { PolicyRule } from "../../../core/inventory/items.ts";
import { dangersAt } from "../../../core/rbac/dangers.ts";
import { defaultsOf } from "../../../core/rbac/defaults.ts";
import { bindingsOfSubject, type NamedRole, type RoleHolder } from "../../../core/rbac/lookup/bindings.ts";
import { findByName } from "../../../core/rbac/lookup/find.ts";
import { lookUpRole, nameOfRole } from "../../../core/rbac/lookup/lookup.ts";
import { ruleAllows } from "../../../core/rbac/predicates.ts";
import { gapsIn } from "../../../core/rbac/rbac-index.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { type Access, accessOf } from "./access-index.ts";
import { bindingName, ruleView, subjectView } from "./access-view.ts";
import { seesLine } from "./visible-lines.ts";

export interface RoleQuery {
  readonly id: string;
  readonly roleKind: "Role" | "ClusterRole";
  readonly role: string;
  readonly roleNamespace?: string;
}

/** @returns which role a query means; undefined for a Role without a namespace. */
export function roleOfQuery({ roleKind: kind, role: name, roleNamespace: namespace }: RoleQuery): NamedRole | undefined {
  if (kind === "ClusterRole") return { kind, name };
  return namespace === undefined ? undefined : { kind, name, namespace };
}

export const halfARole = { issues: [{ path: "roleNamespace", message: "A Role has a namespace." }] };

/** Of rules and holders in one answer. */
const mostListed = 1_000;

export const getRole = defineUseCase<RoleQuery, RoleDetail>("report:read", async (actor, query, services) => {
  const found = await accessOf(actor, query.id, services);
  if (!found.ok) return found;
  const access = found.value;
  const role = roleOfQuery(query);
  if (role === undefined) return refuse("badRequest", halfARole);
  const { facts, holders, bindings } = lookUpRole(access.index, role, defaultsOf(access.minor));
  if (facts === undefined && bindings.length === 0) return refuse("notFound");
  const hidden = gapsOfKind(access, role);
  const rules = (facts?.rules ?? []).flatMap((rule, number) =>
    seesRule(access, rule) ? [{ ...ruleView(rule), added: facts?.addedRules.includes(number) ?? false }] : [],
  );
  const gaps = [...hidden, ...access.index.gaps.clusterRoleBindings, ...access.index.gaps.roleBindings];
  return ok({
    role: { ...role },
    exists: facts !== undefined ? true : hidden.length > 0 ? undefined : false,
    origin: facts?.origin ?? "own",
    rules: rules.slice(0, mostListed),
    rulesTotal: rules.length,
    aggregated: facts?.aggregated ?? false,
    fedBy: [...(facts?.fedBy ?? [])],
    feeds: [...(facts?.feeds ?? [])],
    dangers: dangersOfRules(access, facts?.rules ?? []),
    holders: holders.slice(0, mostListed).map(holderView),
    holdersTotal: holders.length,
    bindings: bindings.length,
    complete: gaps.length === 0,
    gaps,
  });
});

function gapsOfKind({ index }: Access, { kind, namespace = "" }: NamedRole) {
  return kind === "ClusterRole" ? index.gaps.clusterRoles : gapsIn(index.gaps.roles, namespace);
}

/** @returns whether any of a rule is for the reader to know. */
export function seesRule(access: Access, { apiGroups = [], resources = [] }: PolicyRule): boolean {
  if (access.namespaces === "all") return true;
  return apiGroups.some((group) => resources.some((resource) => seesLine(access, { group, resource })));
}

/** @returns what rules lead to, each as the end of "may …"; what is about the cluster is for those who see it. */
export function dangersOfRules({ namespaces, minor }: Access, rules: readonly PolicyRule[]): string[] {
  return dangersAt(minor)
    .filter(({ namespaced }) => namespaced || namespaces === "all")
    .filter(({ requests }) => rules.some((rule) => requests.some((request) => ruleAllows(request, rule))))
    .map(({ may }) => may);
}

function holderView({ binding, subject, named }: RoleHolder): RoleDetail["holders"][number] {
  const kind = named.kind === "Group" || named.kind === "ServiceAccount" ? named.kind : "User";
  const asNamed = { kind, name: named.name, ...(named.namespace ? { namespace: named.namespace } : {}) } as const;
  return {
    subject: subject === undefined ? asNamed : subjectView(subject),
    meansNobody: subject === undefined,
    binding: bindingName(binding),
  };
}

const mostFound = 50;

export const lookUpByName = defineUseCase<{ readonly id: string; readonly q: string }, Lookup>(
  "report:read",
  async (actor, query, services) => {
    const access = await accessOf(actor, query.id, services);
    if (!access.ok) return access;
    const { index, minor } = access.value;
    const defaults = defaultsOf(minor);
    const found = findByName(index, query.q);
    const gaps = Object.values(index.gaps).flat();
    return ok({
      subjects: found.subjects.slice(0, mostFound).map((subject) => ({
        subject: subjectView(subject),
        bindings: bindingsOfSubject(index, subject).filter(({ implicit }) => !implicit).length,
      })),
      roles: found.roles.slice(0, mostFound).map((entry) => {
        const role = nameOfRole(entry);
        const { facts, bindings, holders } = lookUpRole(index, role, defaults);
        return { role: { ...role }, origin: facts?.origin ?? "own", bindings: bindings.length, holders: holders.length };
      }),
      more: {
        subjects: Math.max(0, found.subjects.length - mostFound),
        roles: Math.max(0, found.roles.length - mostFound),
      },
      complete: gaps.length === 0,
      gaps,
    });
  },
);
