import { authenticatedGroup } from "../../rbac/subject.ts";
import { defineCheck } from "../define.ts";
import { byDefaults, rbacResources } from "./access.ts";
import { reportEverybody } from "./everybody.ts";

const names = new Set([`Group ${authenticatedGroup}`, "Group system:serviceaccounts"]);

export default defineCheck({
  id: "rbac/authenticated-grants",
  major: 1,
  since: "0.1",
  title: "Rights of all authenticated users and of all service accounts",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["kubescape:C-0265", "checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    everywhere: { text: "{subject} holds {role} in the whole cluster: {object} gives it", severity: "high" },
    inNamespace: { text: "{subject} holds {role} in {namespace}: {object} gives it", severity: "medium" },
  },
  docs: {
    why: "Every valid credential is in system:authenticated, and every pod's token is in system:serviceaccounts. What is bound to these groups is given to each user and to each pod of each team, now and later. What Kubernetes itself gives them is not reported.",
    fix: "Bind to the group or the service accounts that need it.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings"],
  },
  byMinor: byDefaults,
  evaluate: (context) => reportEverybody(context, names),
});
