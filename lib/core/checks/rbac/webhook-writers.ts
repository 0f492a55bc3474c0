import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";

export default defineCheck({
  id: "rbac/webhook-writers",
  major: 1,
  since: "0.1",
  title: "Writers of admission webhooks",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.12", "kubescape:C-0281", "checklist:rbac-good-practices", "checklist:chain-configured"],
  reads: rbacResources,
  messages: {
    webhooks: { text: "{subjects} may change admission webhooks: {object} gives {role}, rule {rule}", severity: "high" },
  },
  docs: {
    why: "An admission webhook sees every object that is written, Secrets included, and a mutating one changes it. Who may write webhook configurations may read all that is written, and slip a container into every pod.",
    fix: "Give the right by resourceNames, for the configuration that the controller owns. Create it once when the controller is installed.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#control-admission-webhooks"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    for (const holding of holdings(context.view(access), { requests: dangerOf("write-webhooks").requests }))
      yield reportHolding(holding, "webhooks");
  },
});
