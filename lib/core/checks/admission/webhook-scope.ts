import type { LabelSelector } from "../../inventory/items.ts";
import { defineCheck } from "../define.ts";
import { type PlacedWebhook, webhookResources, webhooksOf } from "../upgrade/webhooks.ts";

type Webhook = PlacedWebhook["webhook"];

const pods = new Set(["pods", "*", "*/*", "pods/*", "deployments"]);
const nameLabel = "kubernetes.io/metadata.name";
/** Names that a pod's own labels cannot fake. */
const fixed = new Set([nameLabel, "control-plane"]);

function judgesPods({ rules = [] }: Webhook): boolean {
  return rules.some(({ resources }) => resources.some((resource) => pods.has(resource)));
}

/** @returns the labels by which an object or a namespace that carries them is left out, where whoever writes it may set them. */
function waysOut(selector: LabelSelector | undefined): readonly string[] {
  return (selector?.matchExpressions ?? [])
    .filter(({ operator }) => operator === "NotIn" || operator === "DoesNotExist")
    .flatMap(({ key }) => (fixed.has(key) ? [] : [key]));
}

export default defineCheck({
  id: "admission/webhook-scope",
  major: 1,
  since: "0.1",
  title: "Ways around admission webhooks for pods",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:chain-configured"],
  reads: webhookResources,
  facts: ["webhook-calls"],
  messages: {
    ignored: {
      text: "{object} lets pods pass unseen by {webhook} while that does not answer: its failure policy is Ignore",
      severity: "low",
    },
    byObject: {
      text: "{object} does not ask {webhook} about objects with the labels {labels}, which whoever writes them may set",
      severity: "medium",
    },
    byNamespace: { text: "{object} does not ask {webhook} about namespaces with the labels {labels}", severity: "low" },
  },
  docs: {
    why: "A webhook that judges pods is a border only where nobody can walk around it. With Ignore it is enough to make it slow. With a label on the object it is enough to write one; with a label on the namespace, to be one of those who may change namespaces (rbac/namespace-changes). A webhook that only adds things may well be meant so.",
    fix: "Set failurePolicy: Fail with two replicas and a short timeout, leave out namespaces by kubernetes.io/metadata.name alone, and do not leave out objects by labels.",
    refs: ["https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/"],
  },
  *evaluate(context) {
    for (const { webhook, at } of webhooksOf(context)) {
      if (!judgesPods(webhook)) continue;
      const { name, failurePolicy, namespaceSelector, objectSelector } = webhook;
      const data = { webhook: name };
      if (failurePolicy === "Ignore") yield { at: at("failurePolicy"), message: "ignored", data, locus: `${name} ignored` };
      const [byObject, byNamespace] = [waysOut(objectSelector), waysOut(namespaceSelector)];
      if (byObject.length > 0)
        yield { at: at("objectSelector"), message: "byObject", data: { ...data, labels: byObject }, locus: `${name} object` };
      if (byNamespace.length > 0)
        yield {
          at: at("namespaceSelector"),
          message: "byNamespace",
          data: { ...data, labels: byNamespace },
          locus: `${name} namespace`,
        };
    }
  },
});
