import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";

export default defineCheck({
  id: "rbac/admission-policy-writers",
  major: 1,
  since: "0.1",
  title: "Writers of admission policies",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices", "checklist:chain-configured"],
  reads: rbacResources,
  messages: {
    policies: {
      text: "{subjects} may change what the API server refuses or rewrites: {object} gives {role}, rule {rule}",
      severity: "high",
    },
  },
  docs: {
    why: "A MutatingAdmissionPolicy changes every object that is written, and needs no server of its own as a webhook does; a ValidatingAdmissionPolicy refuses what it likes, and its parameters and audit annotations carry out what it reads. Deleting a binding switches a guard off.",
    fix: "Let one pipeline own admission policies, and give others get and list.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    for (const holding of holdings(context.view(access), { requests: dangerOf("write-admission-policies").requests }))
      yield reportHolding(holding, "policies");
  },
});
