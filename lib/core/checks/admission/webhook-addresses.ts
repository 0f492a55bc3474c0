import { defineCheck } from "../define.ts";
import { webhookResources, webhooksOf } from "../upgrade/webhooks.ts";

export default defineCheck({
  id: "admission/webhook-addresses",
  major: 1,
  since: "0.1",
  title: "Admission webhooks outside the cluster",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:chain-configured"],
  reads: webhookResources,
  messages: {
    byName: {
      text: "{object} sends what {webhook} matches to an address instead of a Service, and checks it by any public authority",
      severity: "medium",
    },
    pinned: { text: "{object} sends what {webhook} matches to an address instead of a Service", severity: "low" },
  },
  docs: {
    why: "The webhook gets whole objects, Secrets too where its rules match them, and may change or refuse them. At an address outside the cluster nothing of Kubernetes says who answers; without a caBundle every authority that the API server's system trusts may vouch for it.",
    fix: "Run the webhook behind a Service. Where it must stay outside, set a caBundle with the one authority that signs for it.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#url"],
  },
  *evaluate(context) {
    for (const { webhook, at } of webhooksOf(context)) {
      if (webhook.service !== undefined) continue;
      const message = webhook.ca === undefined ? "byName" : "pinned";
      yield { at: at("clientConfig.url"), message, data: { webhook: webhook.name }, locus: webhook.name };
    }
  },
});
