import { dangerOf } from "../../rbac/dangers.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources } from "./access.ts";
import { reportByTakeover } from "./takeovers.ts";

export default defineCheck({
  id: "rbac/pod-creators",
  major: 2,
  since: "0.1",
  title: "Creators of pods under any service account",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["cis:5.1.4", "kubescape:C-0188", "checklist:rbac-good-practices", "checklist:workload-rights"],
  reads: [...rbacResources, "namespaces"],
  messages: {
    nodeEverywhere: {
      text: "{subjects} may start pods in every namespace, and in {open} of {seen} nothing keeps those from taking over their node: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    keptEverywhere: {
      text: "{subjects} may start pods in every namespace, each of which keeps pods from their node: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    unseenEverywhere: {
      text: "{subjects} may start pods in every namespace, and not every namespace's Pod Security was seen: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    nodeInNamespace: {
      text: "{subjects} may start pods in {namespace}, where nothing keeps those from taking over their node: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    keptInNamespace: {
      text: "{subjects} may start pods in {namespace}, which keeps pods from their node: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    unseenInNamespace: {
      text: "{subjects} may start pods in {namespace}, of which the Pod Security was not seen: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    nodeByDefaultRole: {
      text: "{subjects} may start pods in {namespace}, where nothing keeps those from taking over their node, as holders of {role}: {object} gives it",
      severity: "low",
    },
    byDefaultRole: {
      text: "{subjects} may start pods in {namespace}, as holders of {role}: {object} gives it",
      severity: "information",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "Who creates a pod, or a controller that creates pods, chooses its service account, its volumes and its Secrets. So the right to start pods in a namespace is the right to everything that a service account of that namespace may do. Where the namespace's labels enforce neither baseline nor restricted, it is the right to the node, too: a privileged pod is root there, and reads the tokens of all pods beside it. A default that the API server's own configuration sets for namespaces without labels is in no API, and is not counted; nor are its exemptions.",
    fix: "Bind in one namespace instead of the cluster. Label namespaces with pod-security.kubernetes.io/enforce: baseline or restricted. Keep accounts with far-reaching rights in namespaces where few may start pods.",
    refs: [
      "https://kubernetes.io/docs/concepts/security/rbac-good-practices/#workload-creation",
      "https://kubernetes.io/docs/concepts/security/pod-security-admission/",
    ],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportByTakeover(context, { requests: dangerOf("create-pods").requests }),
});
