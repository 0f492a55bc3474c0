/** Every admission webhook, of both kinds of configuration. */
import type { WebhookConfigurationItem } from "../../inventory/platform-items.ts";
import type { CheckContext, Report } from "../define.ts";
import { refTo } from "../object-ref.ts";

export const webhookResources = [
  "mutatingwebhookconfigurations.admissionregistration.k8s.io",
  "validatingwebhookconfigurations.admissionregistration.k8s.io",
] as const;
type WebhookResource = (typeof webhookResources)[number];

export interface PlacedWebhook {
  readonly webhook: WebhookConfigurationItem["webhooks"][number];
  /** Where a field of it stands. */
  readonly at: (field: string) => Report<string>["at"];
}

/** @returns the webhooks of both kinds, in order. */
export function* webhooksOf({ list }: Pick<CheckContext<WebhookResource>, "list">): Iterable<PlacedWebhook> {
  for (const resource of webhookResources)
    for (const configuration of list(resource))
      for (const [place, webhook] of configuration.webhooks.entries())
        yield { webhook, at: (field) => refTo(resource, configuration, `webhooks[${place}].${field}`) };
}
