import { dangerOf } from "../../rbac/dangers.ts";
import { bindingWriting, roleWriting } from "../../rbac/harms.ts";
import type { Right } from "../../rbac/powers.ts";
import { formatSubject } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import {
  type Access,
  access,
  byDefaults,
  type Holding,
  holdings,
  isByDefaultRole,
  placeOf,
  rbacResources,
  reportHolding,
} from "./access.ts";
import { subjectRefsOf } from "./combination.ts";

/** What lifts the limit of each kind of writing. */
const limited: readonly { readonly writing: typeof roleWriting; readonly lift: Right }[] = [
  { writing: bindingWriting, lift: dangerOf("bind").requests },
  { writing: roleWriting, lift: dangerOf("escalate").requests },
];

/** Whoever may also bind or escalate is reported by the checks of those verbs. */
function withoutLift({ powers }: Access, { binding }: Holding, lift: Right): readonly string[] {
  return subjectRefsOf(binding)
    .filter((subject) => !powers.holds(subject, lift, binding.namespace))
    .map(formatSubject);
}

export default defineCheck({
  id: "rbac/role-writers",
  major: 1,
  since: "0.1",
  title: "Writers of roles and bindings within their own rights",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may give what they may do themselves to anybody, and no more: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    inNamespace: {
      text: "{subjects} may give what they may do themselves in {namespace} to anybody, and no more: {object} gives {role}, rule {rule}",
      severity: "information",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "Without bind or escalate the API server lets nobody write a role or a binding that gives more than its writer has: no rule of the writer covers it. So this is no way up. It is a way sideways: rights spread to subjects that nobody reviewed, and stay when the writer's own are taken away. What the role admin gives in a namespace by Kubernetes' own rules is not reported.",
    fix: "Leave bindings to a pipeline or to the administrators of the platform, and look at who was bound by whom in the audit log.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#privilege-escalation-prevention-and-bootstrapping"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    const reported = new Set<unknown>();
    for (const { writing, lift } of limited)
      for (const holding of holdings(found, { requests: writing })) {
        if (reported.has(holding.binding) || isByDefaultRole(found, holding)) continue;
        const subjects = withoutLift(found, holding, lift);
        if (subjects.length === 0) continue;
        reported.add(holding.binding);
        yield reportHolding(holding, placeOf(holding), subjects);
      }
  },
});
