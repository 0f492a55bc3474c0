import type { BindingEntry } from "../../rbac/rbac-index.ts";
import { formatSubject, mastersGroup, resolveSubject } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, byDefaults, type Place, rbacResources, resourceOfBinding } from "./access.ts";

/** Its members pass without a binding: `rbac/masters-group` reports bindings that name it. */
const masters = formatSubject({ kind: "Group", name: mastersGroup });

function placeOf({ kind }: BindingEntry): Place {
  return kind === "ClusterRoleBinding" ? "everywhere" : "inNamespace";
}

export default defineCheck({
  id: "rbac/cluster-admin-binding",
  major: 2,
  since: "0.1",
  title: "Bindings with full rights",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.1", "nsa:C-0035", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: { text: "{subject} may do everything in the cluster: {object} gives {role}", severity: "critical" },
    inNamespace: { text: "{subject} may do everything in {namespace}: {object} gives {role}", severity: "medium" },
    byName: {
      text: "{subject} may do everything in the cluster if ClusterRole cluster-admin is what Kubernetes made it: {object} names it, and the role was not seen",
      severity: "critical",
    },
  },
  docs: {
    why: "Every verb on every resource of every group is what cluster-admin gives, whatever the role is called. Nothing limits its holders, and a leaked token of theirs is the cluster. Each subject is named by itself, so that it is seen since when it is one. Kubernetes' own binding of cluster-admin to system:masters is not reported.",
    fix: "Find out what the subjects do, and give them a role for that. For people, keep one emergency identity that is watched; for controllers, ask their vendor for the rights that they need.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  },
  byMinor: byDefaults,
  *evaluate({ view }) {
    const { index, defaults, addedRules, isEverything } = view(access);
    for (const binding of index.bindings) {
      const { role, item } = binding;
      const full = role !== undefined && isEverything(role) && addedRules(binding).length > 0;
      const byName =
        role === undefined &&
        binding.missing === "unseen" &&
        item.roleRef.name === "cluster-admin" &&
        binding.kind === "ClusterRoleBinding" &&
        !defaults.isDefaultBinding(binding);
      if (!full && !byName) continue;
      const message = byName ? "byName" : placeOf(binding);
      for (const [place, named] of item.subjects.entries()) {
        const resolved = resolveSubject(named, binding.namespace);
        const subject = resolved && formatSubject(resolved);
        if (subject === undefined || subject === masters) continue;
        const data = { subject, role: `${item.roleRef.kind} ${item.roleRef.name}`, namespace: binding.namespace || undefined };
        yield { at: refTo(resourceOfBinding(binding), item, `subjects[${place}]`), message, data, locus: subject };
      }
    }
  },
});
