import { roleWriting } from "../../rbac/harms.ts";
import { requestsFor } from "../../rbac/requests-for.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, placeOf, rbacResources, reportHolding } from "./access.ts";
import { splitBy } from "./combination.ts";

const group = "rbac.authorization.k8s.io";

/** The verb counts where the same kind may be written. */
const kinds = ["clusterroles", "roles"].map((resource) => ({
  escalate: requestsFor(["escalate"], [group, resource]),
  write: roleWriting.filter((request) => request.resource === resource),
}));

export default defineCheck({
  id: "rbac/escalate-roles",
  major: 2,
  since: "0.1",
  title: "Holders of escalate on roles",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.8", "kubescape:C-0191", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may write any right into any role: {object} gives escalate through {role}, rule {rule}",
      severity: "critical",
    },
    inNamespace: {
      text: "{subjects} may write any right into the roles of {namespace}: {object} gives escalate through {role}, rule {rule}",
      severity: "medium",
    },
    latent: {
      text: "{subjects} hold escalate on roles, and no binding that was seen lets them write one: {object} gives it through {role}, rule {rule}",
      severity: "low",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "Kubernetes refuses to write a role that gives more than its writer has. The verb escalate lifts that rule, so that whoever may also create or change roles has, one request later, whatever they like.",
    fix: "Remove the verb escalate, and the wildcard that contains it. Controllers that write roles need the rights themselves that they hand out, and no more.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#restrictions-on-role-creation-or-update"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    const writers = new Set<unknown>();
    const latent = new Map<unknown, ReturnType<typeof reportHolding<"latent">>>();
    for (const { escalate, write } of kinds)
      for (const holding of holdings(found, { requests: escalate })) {
        if (writers.has(holding.binding)) continue;
        const { both, one } = splitBy(holding, (subject) => found.powers.holds(subject, write, holding.binding.namespace));
        if (both.length === 0) latent.set(holding.binding, reportHolding(holding, "latent", one));
        else {
          writers.add(holding.binding);
          yield reportHolding(holding, placeOf(holding), both);
        }
      }
    for (const [binding, report] of latent) if (!writers.has(binding)) yield report;
  },
});
