import type { WebhookRule } from "../../inventory/platform-items.ts";
import { apiVersionOf, lifecyclesOfResource } from "../../upgrade/lifecycle.ts";
import type { Minor } from "../../upgrade/minor.ts";
import { defineTargetCheck } from "./define.ts";
import { webhookResources, webhooksOf } from "./webhooks.ts";

/** @returns the versions that a rule lists by name and that are gone in a minor. */
function goneIn({ groups, versions, resources }: WebhookRule, target: Minor): readonly string[] {
  return groups.flatMap((group) =>
    versions
      .filter((version) =>
        resources.some((resource) =>
          lifecyclesOfResource(group, version, resource).some(({ removed }) => removed !== undefined && removed <= target),
        ),
      )
      .map((version) => apiVersionOf({ group, version })),
  );
}

export default defineTargetCheck({
  id: "upgrade/webhook-versions",
  title: "Versions that admission webhooks match",
  reads: webhookResources,
  facts: ["webhook-calls"],
  messages: {
    bypassed: {
      text: "{object} matches {versions} exactly, which Kubernetes {target} does not serve: what comes by other versions passes the webhook {webhook} by",
      impact: "warning",
    },
    review: {
      text: "{object} has the webhook {webhook} asked by reviews of v1beta1 only, which no current API server sends",
      impact: "warning",
    },
  },
  docs: {
    why: "With matchPolicy Exact a webhook sees only requests of the versions in its rules. When the target no longer serves them, clients use others, and a guard is silently gone. A webhook that understands AdmissionReview v1beta1 only is not called right by API servers that send v1.",
    fix: "Take away matchPolicy: Exact (Equivalent is the default), name current versions in the rules, and let the webhook understand AdmissionReview v1.",
    refs: [
      "https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#matching-requests-matchpolicy",
    ],
  },
  *judge({ list, target }) {
    for (const { webhook, at } of webhooksOf({ list })) {
      const { name, matchPolicy, rules = [], reviewVersions } = webhook;
      const versions = matchPolicy === "Exact" ? [...new Set(rules.flatMap((rule) => goneIn(rule, target)))] : [];
      if (versions.length > 0)
        yield { at: at("rules"), message: "bypassed", data: { webhook: name, versions }, locus: `${name} rules` };
      if (reviewVersions && !reviewVersions.includes("v1"))
        yield { at: at("admissionReviewVersions"), message: "review", data: { webhook: name }, locus: `${name} review` };
    }
  },
});
