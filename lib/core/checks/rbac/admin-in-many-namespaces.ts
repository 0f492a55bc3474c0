import { ruleAllows } from "../../rbac/predicates.ts";
import type { RoleEntry, SubjectGrants } from "../../rbac/rbac-index.ts";
import { formatSubject, type SubjectRef } from "../../rbac/subject.ts";
import { defineCheck, type Report } from "../define.ts";
import { type Access, access, rbacResources } from "./access.ts";

/** Fewer namespaces than these are a team's own, whatever share of a small cluster they are. */
const fewest = 5;
const share = 0.25;

/** What only administrators of a namespace may: give rights away. */
const givesRightsAway = { verb: "create", group: "rbac.authorization.k8s.io", resource: "rolebindings" };

/** @returns the roles that give rights away, and everything. Rules are judged once, and only those that may mean RoleBindings. */
function adminRoles({ index, isEverything, rolesByRule, rulesByResource }: Access): ReadonlySet<RoleEntry> {
  const rules = ["*", "rolebindings"].flatMap((resource) => rulesByResource.get(resource) ?? []);
  const giving = rules.filter((rule) => ruleAllows(givesRightsAway, rule)).flatMap((rule) => rolesByRule.get(rule) ?? []);
  return new Set([...giving, ...[...index.clusterRoles.values(), ...index.roles.values()].filter(isEverything)]);
}

function namespacesOf({ namespaces }: SubjectGrants, admin: ReadonlySet<RoleEntry>): readonly string[] {
  const found: string[] = [];
  for (const [namespace, grants] of namespaces)
    if (grants.some(({ binding: { role } }) => role !== undefined && admin.has(role))) found.push(namespace);
  return found;
}

/** A user and a group are no objects; they stand for themselves. */
function atSubject(subject: SubjectRef): Report<string>["at"] {
  const resource = { User: "users", Group: "groups", ServiceAccount: "serviceaccounts" }[subject.kind];
  return { resource, ...subject };
}

export default defineCheck({
  id: "rbac/admin-in-many-namespaces",
  major: 1,
  since: "0.1",
  title: "Administrators of many namespaces, one binding at a time",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: [...rbacResources, "namespaces"],
  messages: {
    many: { text: "{subject} administers {count} of {total} namespaces by RoleBindings: {namespaces}", severity: "medium" },
  },
  crossesNamespaces: true,
  docs: {
    why: "Nobody decided that this subject administers the cluster, and yet it nearly does: each namespace gave it a role that can give rights away. Nobody sees the sum in any one binding. Reported from five namespaces that are a quarter of all.",
    fix: "Split the subject by team, or replace the roles with ones for what is really done in each namespace.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  },
  *evaluate({ view, list, complete }) {
    const found = view(access);
    const total = list("namespaces").length;
    if (!complete("namespaces")) return;
    const admin = adminRoles(found);
    const least = Math.max(fewest, total * share);
    for (const grants of found.index.subjects.values()) {
      if (grants.namespaces.size < least) continue;
      const namespaces = namespacesOf(grants, admin);
      if (namespaces.length < least) continue;
      const data = {
        subject: formatSubject(grants.subject),
        count: namespaces.length,
        total,
        namespaces: [...namespaces].sort(),
      };
      yield { at: atSubject(grants.subject), message: "many", data };
    }
  },
});
