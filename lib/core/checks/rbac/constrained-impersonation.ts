import type { PolicyRule } from "../../inventory/items.ts";
import type { ResourceAttributes } from "../../rbac/attributes.ts";
import type { Right } from "../../rbac/powers.ts";
import { ruleAllows } from "../../rbac/predicates.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";
import { splitBy } from "./combination.ts";

const group = "authentication.k8s.io";
/** The first minor with the verbs: off unless a feature gate is set, and from the next one on for everybody. */
const alpha = 35;

/** Who may be impersonated in each mode: the resources that the identity is asked for. */
const modes = [
  { mode: "user-info", verb: "impersonate:user-info", resources: ["users", "groups"], whom: "any user or group" },
  { mode: "serviceaccount", verb: "impersonate:serviceaccount", resources: ["serviceaccounts"], whom: "service accounts" },
  { mode: "arbitrary-node", verb: "impersonate:arbitrary-node", resources: ["nodes"], whom: "any node" },
  { mode: "associated-node", verb: "impersonate:associated-node", resources: ["nodes"], whom: "the node that they run on" },
] as const;

/** The other half: what may be done as them. The verb carries the verb of the request. */
function actingIn(mode: string): Right {
  return (rule: PolicyRule) => rule.verbs.some((verb) => verb === "*" || verb.startsWith(`impersonate-on:${mode}:`));
}
const ways = modes.map((one) => ({
  ...one,
  acting: actingIn(one.mode),
  requests: one.resources.map((resource) => ({ verb: one.verb, group, resource })),
}));

/** A name limits whom, and still is a way to be somebody else. */
function allowsAny(requests: readonly ResourceAttributes[]): (rule: PolicyRule) => boolean {
  return (rule) => {
    const unnamed = rule.resourceNames?.length ? { ...rule, resourceNames: [] } : rule;
    return requests.some((request) => ruleAllows(request, unnamed));
  };
}

export default defineCheck({
  id: "rbac/constrained-impersonation",
  major: 1,
  since: "0.1",
  title: "Constrained impersonation of others",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    effective: {
      text: "{subjects} may act as {whom}, for the verbs of {verbs}: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
    half: {
      text: "{subjects} may take the identity of {whom}, and no binding that was seen lets them do anything with it: {object} gives {role}, rule {rule}",
      severity: "low",
    },
    gated: {
      text: "{subjects} will be able to act as {whom} where the feature gate ConstrainedImpersonation is on, and from Kubernetes 1.36 on: {object} gives {role}, rule {rule}",
      severity: "low",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "From Kubernetes 1.36 impersonation may be limited: one right says who may be impersonated, another one what may be done as them, and both are needed. It is far less than impersonate, which does not ask for the second half, and it is still acting as somebody else. Kubernetes 1.35 has it behind a feature gate, earlier ones not at all.",
    fix: "Name in resourceNames who may be impersonated, and list the verbs impersonate-on:… for the resources that are needed.",
    refs: [
      "https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/",
      "https://github.com/kubernetes/enhancements/tree/master/keps/sig-auth/5284-constrained-impersonation",
    ],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    const minor = Number(context.minor?.split(".")[1] ?? 0);
    if (minor < alpha) return;
    for (const { requests, verb, acting, whom } of ways)
      for (const holding of holdings(found, { requests, allows: allowsAny(requests) })) {
        const { both, one } = splitBy(holding, (subject) => found.powers.holdsAnywhere(subject, acting));
        for (const [message, subjects] of [[minor === alpha ? "gated" : "effective", both] as const, ["half", one] as const]) {
          if (subjects.length === 0) continue;
          const report = reportHolding(holding, message, subjects);
          yield { ...report, data: { ...report.data, whom }, locus: verb };
        }
      }
  },
});
