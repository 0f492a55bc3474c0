import { formatSubject, mastersGroup } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, byDefaults, formatRole, rbacResources, resourceOfBinding, subjectsOf } from "./access.ts";

/** Its members pass without a binding: `rbac/masters-group` reports bindings that name it. */
const masters = formatSubject({ kind: "Group", name: mastersGroup });

export default defineCheck({
  id: "rbac/cluster-admin-binding",
  major: 1,
  since: "0.1",
  title: "Bindings with full rights",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.1", "nsa:C-0035", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: { text: "{subjects} may do everything in the cluster: {object} gives {role}", severity: "critical" },
    inNamespace: { text: "{subjects} may do everything in {namespace}: {object} gives {role}", severity: "medium" },
    byName: {
      text: "{subjects} may do everything in the cluster if ClusterRole cluster-admin is what Kubernetes made it: {object} names it, and the role was not seen",
      severity: "critical",
    },
  },
  docs: {
    why: "Every verb on every resource of every group is what cluster-admin gives, whatever the role is called. Nothing limits its holders, and a leaked token of theirs is the cluster. Kubernetes' own binding of cluster-admin to system:masters is not reported.",
    fix: "Find out what the subjects do, and give them a role for that. For people, keep one emergency identity that is watched; for controllers, ask their vendor for the rights that they need.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  },
  byMinor: byDefaults,
  *evaluate({ view }) {
    const { index, defaults, addedRules, isEverything } = view(access);
    for (const binding of index.bindings) {
      const subjects = subjectsOf(binding).filter((subject) => subject !== masters);
      if (subjects.length === 0) continue;
      const { role, item } = binding;
      const at = refTo(resourceOfBinding(binding), item, "roleRef");
      const byName =
        role === undefined &&
        binding.missing === "unseen" &&
        item.roleRef.name === "cluster-admin" &&
        binding.kind === "ClusterRoleBinding";
      if (byName && !defaults.isDefaultBinding(binding)) yield { at, message: "byName", data: { subjects } };
      if (role === undefined || !isEverything(role) || addedRules(binding).length === 0) continue;
      const data = { subjects, role: formatRole(role) };
      if (binding.kind === "ClusterRoleBinding") yield { at, message: "everywhere", data };
      else yield { at, message: "inNamespace", data: { ...data, namespace: binding.namespace } };
    }
  },
});
