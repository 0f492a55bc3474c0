import { outside } from "../../inventory/gap.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const policies = "validatingadmissionpolicies.admissionregistration.k8s.io";
const bindings = "validatingadmissionpolicybindings.admissionregistration.k8s.io";
const kyverno = ["clusterpolicies.kyverno.io", "policies.kyverno.io"] as const;
const definitions = "customresourcedefinitions.apiextensions.k8s.io";

/** Engines whose policies are kinds of their own, which are not read. */
const unread: Readonly<Record<string, string>> = {
  "constraints.gatekeeper.sh": "Gatekeeper",
  "templates.gatekeeper.sh": "Gatekeeper",
  "policies.kubewarden.io": "Kubewarden",
  "policies.kyverno.io": "Kyverno's policies in CEL",
  "kubewarden.io": "Kubewarden",
};

export default defineCheck({
  id: "admission/policies",
  major: 1,
  since: "0.1",
  title: "Effect of admission policies",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:chain-configured"],
  reads: [...kyverno, definitions, policies, bindings],
  messages: {
    unbound: { text: "{object} is bound to nothing, and so has no effect", severity: "low" },
    ignoring: { text: "{object} lets requests pass that it cannot judge: its failure policy is Ignore", severity: "low" },
    silent: { text: "{object} only tells of what {policy} finds ({actions}), and refuses nothing", severity: "low" },
    dangling: { text: "{object} binds the policy {policy}, which is not there", severity: "low" },
    audit: { text: "{object} only reports what breaks it, and refuses nothing", severity: "low" },
  },
  docs: {
    why: "A policy that refuses nothing is a good way to begin, and a bad one to stay: it looks as if something were forbidden. Policies of Gatekeeper, Kubewarden and Kyverno's newer kinds are named and not evaluated.",
    fix: "Read what the policy reports, mend it, then bind it with Deny, or set Kyverno's action to Enforce.",
    refs: [
      "https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/",
      "https://kyverno.io/docs/policy-types/cluster-policy/validate/",
    ],
  },
  unseen({ list }) {
    const found = new Set(list(definitions).flatMap(({ group }) => (Object.hasOwn(unread, group) ? [unread[group]] : [])));
    return [...found].sort().map((engine) => outside(definitions, `${engine} is installed: its policies are not evaluated`));
  },
  *evaluate({ list, complete }) {
    const bound = new Set(list(bindings).map(({ policy }) => policy));
    const names = new Set(list(policies).map(({ meta }) => meta.name));
    for (const policy of list(policies)) {
      const at = refTo(policies, policy);
      if (!bound.has(policy.meta.name) && complete(bindings)) yield { at, message: "unbound", locus: "binding" };
      if (policy.failurePolicy === "Ignore") yield { at, message: "ignoring", locus: "failure" };
    }
    for (const binding of list(bindings)) {
      const { policy, actions } = binding;
      const at = refTo(bindings, binding);
      if (!names.has(policy) && complete(policies)) yield { at, message: "dangling", data: { policy }, locus: "policy" };
      if (actions.length > 0 && !actions.includes("Deny"))
        yield { at, message: "silent", data: { policy, actions }, locus: "actions" };
    }
    for (const resource of kyverno)
      for (const policy of list(resource))
        if (policy.actions.length > 0 && !policy.actions.includes("Enforce"))
          yield { at: refTo(resource, policy), message: "audit", locus: "action" };
  },
});
