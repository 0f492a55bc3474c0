import type { SubjectRef } from "../../rbac/subject.ts";
import { formatSubject, resolveSubject } from "../../rbac/subject.ts";
import { type CheckContext, defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, byDefaults, type RbacResource, rbacResources, resourceOfBinding } from "./access.ts";

type Reads = RbacResource | "serviceaccounts" | "namespaces";

/** @returns the namespace whose service accounts a group means, if it is such a group. */
function namespaceOfGroup(group: string): string | undefined {
  return /^system:serviceaccounts:(.+)$/.exec(group)?.[1];
}

/** @returns what is missing, as far as its absence is proven. */
function createSearch({
  list,
  complete,
}: CheckContext<Reads>): (subject: SubjectRef) => "account" | "namespace" | "group" | undefined {
  const accounts = new Set(list("serviceaccounts").map(({ meta }) => `${meta.namespace}/${meta.name}`));
  const namespaces = new Set(list("namespaces").map(({ meta }) => meta.name));
  const isOfMissing = (group: string) => {
    const inside = namespaceOfGroup(group);
    return inside !== undefined && complete("namespaces") && !namespaces.has(inside);
  };
  return ({ kind, namespace = "", name }) => {
    if (kind === "Group") return isOfMissing(name) ? "group" : undefined;
    if (kind === "User") return undefined;
    if (accounts.has(`${namespace}/${name}`) || !complete("serviceaccounts", namespace)) return undefined;
    return complete("namespaces") && !namespaces.has(namespace) ? "namespace" : "account";
  };
}

export default defineCheck({
  id: "rbac/missing-service-account",
  major: 2,
  since: "0.1",
  title: "Bindings to missing service accounts and namespaces",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: [...rbacResources, "namespaces", "serviceaccounts"],
  messages: {
    account: {
      text: "{object} gives {role} to {subject}, which does not exist: whoever creates it gets the rights",
      severity: "low",
    },
    namespace: {
      text: "{object} gives {role} to {subject}, and not even the namespace exists: whoever creates both gets the rights",
      severity: "medium",
    },
    group: {
      text: "{object} gives {role} to every service account of {namespace}, and that namespace does not exist: whoever creates it gets the rights",
      severity: "medium",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "A binding names a service account, it does not hold it. Who may create a service account or a namespace of that name takes the rights over. Deleted users and groups can be created again, too, and are not seen: Kubernetes keeps no list of them.",
    fix: "Remove the subject from the binding, or delete the binding.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#periodic-review"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const { index, defaults } = context.view(access);
    const missing = createSearch(context);
    for (const binding of index.bindings) {
      if (defaults.isDefaultBinding(binding)) continue;
      for (const [place, named] of binding.item.subjects.entries()) {
        const subject = resolveSubject(named, binding.namespace);
        const message = subject && missing(subject);
        if (subject === undefined || message === undefined) continue;
        const { roleRef } = binding.item;
        const namespace = namespaceOfGroup(subject.name);
        const data = { subject: formatSubject(subject), role: `${roleRef.kind} ${roleRef.name}`, namespace };
        yield { at: refTo(resourceOfBinding(binding), binding.item, `subjects[${place}]`), message, data, locus: data.subject };
      }
    }
  },
});
