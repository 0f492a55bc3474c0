import type { PolicyRule } from "../../inventory/items.ts";
import { covers } from "../../rbac/covers.ts";
import { ruleAllows } from "../../rbac/predicates.ts";
import type { RoleEntry } from "../../rbac/rbac-index.ts";
import { requestsFor } from "../../rbac/requests-for.ts";
import { formatSubject } from "../../rbac/subject.ts";
import { defineCheck, type Report } from "../define.ts";
import { type Access, access, allowsNamed, byDefaults, type Holding, holdings, rbacResources, reportHolding } from "./access.ts";
import { subjectRefsOf } from "./combination.ts";

const group = "rbac.authorization.k8s.io";
const binds = requestsFor(["bind"], [group, "roles"], [group, "clusterroles"]);
const writes = ["create", "update", "patch"];
const writesClusterBindings = requestsFor(writes, [group, "clusterrolebindings"]);
const writesBindings = requestsFor(writes, [group, "rolebindings"]);

function bindsAny(rule: PolicyRule): boolean {
  return binds.some((request) => ruleAllows(request, rule));
}

type Message = "everywhere" | "everyNamespace" | "inNamespace" | "named" | "latent";

/** @returns what subjects may do with the verb, by the bindings that they may write. */
function reach({ powers }: Access, { binding }: Holding, subject: ReturnType<typeof subjectRefsOf>[number]): Message {
  if (binding.kind === "RoleBinding") return powers.holds(subject, writesBindings, binding.namespace) ? "inNamespace" : "latent";
  if (powers.holds(subject, writesClusterBindings, "")) return "everywhere";
  return powers.holds(subject, writesBindings, "") ? "everyNamespace" : "latent";
}

function groupedByReach(found: Access, holding: Holding): ReadonlyMap<Message, readonly string[]> {
  const groups = new Map<Message, string[]>();
  for (const subject of subjectRefsOf(holding.binding)) {
    const message = reach(found, holding, subject);
    groups.set(message, [...(groups.get(message) ?? []), formatSubject(subject)]);
  }
  return groups;
}

/** A role that was not seen counts where everybody knows what it gives. */
function namedRole({ index }: Access, { binding }: Holding, name: string): RoleEntry | "unseenAdmin" | undefined {
  const role = index.clusterRoles.get(name) ?? index.roles.get(`${binding.namespace}/${name}`);
  return role ?? (name === "cluster-admin" && index.gaps.clusterRoles.length > 0 ? "unseenAdmin" : undefined);
}

/** @returns the named roles that one of the subjects may bind and does not hold: the names, and whether one gives everything. */
function beyondOwn(found: Access, holding: Holding): { readonly roles: readonly string[]; readonly everything: boolean } {
  const subjects = subjectRefsOf(holding.binding);
  const roles: string[] = [];
  let everything = false;
  for (const name of holding.rule.resourceNames ?? []) {
    const role = namedRole(found, holding, name);
    if (role === undefined) continue;
    const rules = role === "unseenAdmin" ? undefined : role.rules;
    if (rules && subjects.every((subject) => covers(found.powers.rulesOf(subject, holding.binding.namespace), rules))) continue;
    roles.push(name);
    everything ||= role === "unseenAdmin" || found.isEverything(role);
  }
  return { roles, everything };
}

function* reportNamed(found: Access, holding: Holding): Iterable<Report<Message>> {
  const { roles, everything } = beyondOwn(found, holding);
  if (roles.length === 0) return;
  for (const [message, subjects] of groupedByReach(found, holding)) {
    if (message === "latent") continue;
    const report = reportHolding(holding, everything ? message : "named", subjects);
    yield { ...report, data: { ...report.data, roles } };
  }
}

export default defineCheck({
  id: "rbac/bind-roles",
  major: 2,
  since: "0.1",
  title: "Holders of bind on roles",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.8", "kubescape:C-0191", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may bind any role to anybody in the whole cluster: {object} gives bind through {role}, rule {rule}",
      severity: "critical",
    },
    everyNamespace: {
      text: "{subjects} may bind any role in every namespace: {object} gives bind through {role}, rule {rule}",
      severity: "high",
    },
    inNamespace: {
      text: "{subjects} may bind any role in {namespace}: {object} gives bind through {role}, rule {rule}",
      severity: "medium",
    },
    named: {
      text: "{subjects} may bind {roles}, which give more than they hold themselves: {object} gives bind through {role}, rule {rule}",
      severity: "medium",
    },
    latent: {
      text: "{subjects} hold bind on roles, and no binding that was seen lets them write bindings: {object} gives it through {role}, rule {rule}",
      severity: "low",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "Kubernetes refuses a binding to a role that gives more than its writer has. The verb bind lifts that rule: together with the right to write bindings its holder may give cluster-admin to themselves. A rule that names the roles is reported where the holder's own rules do not cover one of them.",
    fix: "Name the roles that may be bound in resourceNames. The names are honoured, and a name of a role that gives everything is reported all the same.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-binding-creation-or-update"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    const unlimited = new Set<unknown>();
    for (const holding of holdings(found, { requests: binds, allows: bindsAny })) {
      unlimited.add(holding.binding);
      for (const [message, subjects] of groupedByReach(found, holding)) yield reportHolding(holding, message, subjects);
    }
    for (const holding of holdings(found, { requests: binds, allows: allowsNamed(binds) }))
      if (!unlimited.has(holding.binding)) yield* reportNamed(found, holding);
  },
});
