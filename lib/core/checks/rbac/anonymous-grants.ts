import { anonymousUser, unauthenticatedGroup } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources } from "./access.ts";
import { reportEverybody } from "./everybody.ts";

const names = new Set([`User ${anonymousUser}`, `Group ${unauthenticatedGroup}`]);

export default defineCheck({
  id: "rbac/anonymous-grants",
  major: 1,
  since: "0.1",
  title: "Rights of requests without a credential",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["kubescape:C-0262", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: {
      text: "Anybody who reaches the API server holds {role} in the whole cluster: {object} names {subject}",
      severity: "critical",
    },
    inNamespace: {
      text: "Anybody who reaches the API server holds {role} in {namespace}: {object} names {subject}",
      severity: "high",
    },
  },
  docs: {
    why: "A request without a credential is the user system:anonymous in the group system:unauthenticated. What is bound to them is open to everybody who reaches the API server. What Kubernetes itself gives them (health and version) is not reported.",
    fix: "Remove the subject from the binding. If a probe or a discovery client needs it, give that client a service account.",
    refs: ["https://kubernetes.io/docs/concepts/security/rbac-good-practices/#hardening"],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportEverybody(context, names),
});
