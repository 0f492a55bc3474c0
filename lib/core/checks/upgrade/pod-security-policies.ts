import { refTo } from "../object-ref.ts";
import { defineTargetCheck } from "./define.ts";

const label = "pod-security.kubernetes.io/enforce";

export default defineTargetCheck({
  id: "upgrade/pod-security-policies",
  title: "PodSecurityPolicies",
  reads: ["namespaces", "podsecuritypolicies.policy"],
  from: 25,
  messages: {
    policy: { text: "{object} is gone with Kubernetes 1.25: what it forbids is allowed from then on", impact: "blocker" },
    unlabelled: {
      text: "{object} enforces no Pod Security level: nothing takes the place of its policies",
      impact: "info",
    },
  },
  docs: {
    why: "Kubernetes 1.25 took PodSecurityPolicy away, with its admission. What a policy forbade is allowed then, unless Pod Security levels or another admission took its place before.",
    fix: "Label namespaces with the Pod Security level that they need, look at the warnings, then enforce it, and delete the policies before the upgrade.",
    refs: ["https://kubernetes.io/docs/tasks/configure-pod-container/migrate-from-psp/"],
  },
  applies: ({ look }) =>
    look("podsecuritypolicies.policy").coverage.state === "absent" ? "The cluster serves no PodSecurityPolicies." : undefined,
  *judge({ list }) {
    const policies = list("podsecuritypolicies.policy");
    for (const policy of policies) yield { at: refTo("podsecuritypolicies.policy", policy), message: "policy" };
    for (const namespace of policies.length === 0 ? [] : list("namespaces"))
      if (namespace.meta.labels?.[label] === undefined)
        yield { at: refTo("namespaces", namespace, "metadata.labels"), message: "unlabelled" };
  },
});
