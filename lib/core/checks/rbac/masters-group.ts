import { mastersGroup } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, byDefaults, rbacResources, resourceOfBinding } from "./access.ts";

export default defineCheck({
  id: "rbac/masters-group",
  major: 1,
  since: "0.1",
  title: "Bindings to the group system:masters",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.7", "checklist:system-masters", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    masters: {
      text: "{object} names system:masters, whose members may do everything whatever is bound: somebody relies on that group",
      severity: "medium",
    },
  },
  docs: {
    why: "The API server lets members of system:masters pass without asking RBAC. Membership comes from a certificate or an identity provider and cannot be taken away by removing a binding. A binding that names the group is a sign that somebody uses it, and gives nothing.",
    fix: "Remove the binding, and give its members another group with a role. Keep a credential of system:masters for emergencies only.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege"],
  },
  byMinor: byDefaults,
  *evaluate({ view }) {
    const { index, defaults } = view(access);
    for (const binding of index.bindings) {
      const place = binding.item.subjects.findIndex(({ kind, name }) => kind === "Group" && name === mastersGroup);
      if (place < 0 || defaults.isDefaultBinding(binding)) continue;
      yield {
        at: refTo(resourceOfBinding(binding), binding.item, `subjects[${place}]`),
        message: "masters",
        locus: mastersGroup,
      };
    }
  },
});
