import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, rbacResources, resourceOfBinding } from "./access.ts";

export default defineCheck({
  id: "rbac/dangling-role",
  major: 1,
  since: "0.1",
  title: "Bindings to missing roles",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    missing: {
      text: "{object} names {role}, which does not exist: whoever creates it decides what the subjects may do",
      severity: "low",
    },
    impossible: { text: "{object} names {role}, which such a binding cannot give", severity: "low" },
  },
  docs: {
    why: "A binding to a missing role gives nothing today. It gives everything that the next role of that name holds, without anybody touching the binding. Often it also means that somebody lacks rights that they were promised.",
    fix: "Delete the binding, or create the role that it means.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review"],
  },
  *evaluate({ view }) {
    for (const binding of view(access).index.bindings) {
      if (binding.missing === undefined || binding.missing === "unseen") continue;
      const { kind, name } = binding.item.roleRef;
      const message = binding.missing === "dangling" ? ("missing" as const) : ("impossible" as const);
      yield { at: refTo(resourceOfBinding(binding), binding.item, "roleRef"), message, data: { role: `${kind} ${name}` } };
    }
  },
});
