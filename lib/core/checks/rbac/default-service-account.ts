import { formatSubject, resolveSubject } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, byDefaults, rbacResources, resourceOfBinding } from "./access.ts";

export default defineCheck({
  id: "rbac/default-service-account",
  major: 1,
  since: "0.1",
  title: "Rights of default service accounts",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["cis:5.1.5", "kubescape:C-0189", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "Every pod of {namespace} that names no service account holds {role} in the whole cluster: {object} gives it to {subject}",
      severity: "high",
    },
    inNamespace: {
      text: "Every pod of {namespace} that names no service account holds {role} in {place}: {object} gives it to {subject}",
      severity: "medium",
    },
  },
  docs: {
    why: "A pod that names no service account runs as default. What default may do, every such pod may do, and nobody chose it for any of them.",
    fix: "Create a service account for the workload that needs the rights, name it in the pod, and move the binding to it.",
    refs: ["https://kubernetes.io/docs/concepts/security/service-accounts/"],
  },
  byMinor: byDefaults,
  *evaluate({ view }) {
    const { index, addedRules } = view(access);
    for (const binding of index.bindings) {
      if (binding.role ? addedRules(binding).length === 0 : binding.missing !== "unseen") continue;
      for (const [place, named] of binding.item.subjects.entries()) {
        const subject = resolveSubject(named, binding.namespace);
        if (subject?.kind !== "ServiceAccount" || subject.name !== "default") continue;
        const { roleRef } = binding.item;
        const data = {
          subject: formatSubject(subject),
          namespace: subject.namespace ?? "",
          role: `${roleRef.kind} ${roleRef.name}`,
        };
        const at = refTo(resourceOfBinding(binding), binding.item, `subjects[${place}]`);
        if (binding.kind === "ClusterRoleBinding") yield { at, message: "everywhere", data, locus: data.subject };
        else yield { at, message: "inNamespace", data: { ...data, place: binding.namespace }, locus: data.subject };
      }
    }
  },
});
