import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources, reportTeamHoldings } from "./access.ts";

export default defineCheck({
  id: "rbac/pod-creators",
  major: 1,
  since: "0.1",
  title: "Creators of pods under any service account",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.4", "kubescape:C-0188", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "{subjects} may start pods in every namespace: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    inNamespace: {
      text: "{subjects} may start pods in {namespace}: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    byDefaultRole: {
      text: "{subjects} may start pods in {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  docs: {
    why: "Who creates a pod, or a controller that creates pods, chooses its service account, its volumes and its Secrets. So the right to start pods in a namespace is the right to everything that a service account of that namespace may do, and without Pod Security it is the right to the node.",
    fix: "Bind in one namespace instead of the cluster. Keep accounts with far-reaching rights in namespaces where few may start pods, and enforce a Pod Security level in the others.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation"],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportTeamHoldings(context, { requests: dangerOf("create-pods").requests }),
});
