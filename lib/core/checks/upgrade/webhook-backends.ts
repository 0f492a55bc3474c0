import type { WebhookConfigurationItem } from "../../inventory/platform-items.ts";
import { matchesSelector } from "../../inventory/selector.ts";
import {
  backendFaults,
  backendResources,
  backends,
  formatBackend,
  isExpired,
  stateOfBackend,
  unseenBackends,
} from "./backends.ts";
import { defineUpgradeCheck } from "./define.ts";
import { webhookResources, webhooksOf } from "./webhooks.ts";

type Webhook = WebhookConfigurationItem["webhooks"][number];

/** What an upgrade itself creates and changes: with a webhook in its way that fails, it stands still. */
const vital: readonly (readonly [group: string, resource: string])[] = [
  ["", "nodes"],
  ["", "pods"],
  ["authentication.k8s.io", "tokenreviews"],
  ["coordination.k8s.io", "leases"],
];

function vitalOf({ rules = [], namespaceSelector }: Webhook, labels: Readonly<Record<string, string>>): readonly string[] {
  const inSystem = namespaceSelector === undefined || matchesSelector(namespaceSelector, labels);
  const found = vital.filter(
    ([group, resource]) =>
      (inSystem || resource === "nodes" || resource === "tokenreviews") &&
      rules.some(({ groups, resources }) => has(groups, group) && (has(resources, resource) || resources.includes("*/*"))),
  );
  return found.map(([, resource]) => resource);
}

function has(list: readonly string[], wanted: string): boolean {
  return list.includes("*") || list.includes(wanted);
}

const slowest = 30;

export default defineUpgradeCheck({
  id: "upgrade/webhook-backends",
  title: "Backends of admission webhooks",
  reads: [...webhookResources, ...backendResources, "namespaces"],
  facts: ["webhook-calls"],
  crossesNamespaces: true,
  messages: {
    dead: {
      text: "{object} sends what it guards to {backend}, {fault}, and refuses it then (webhook {webhook})",
      impact: "blocker",
    },
    expired: {
      text: "{object} trusts the webhook {webhook} by authorities that ended on {ended}: every call fails",
      impact: "blocker",
    },
    single: {
      text: "{object} has one endpoint behind the webhook {webhook}: while its node is drained, what it guards is refused",
      impact: "warning",
    },
    vital: {
      text: "{object} may refuse {resources} of kube-system when the webhook {webhook} does not answer",
      impact: "warning",
    },
    noAuthority: {
      text: "{object} names no authority for the webhook {webhook}: the system's own ones do not sign for a Service",
      impact: "warning",
    },
    slow: { text: "{object} waits {seconds} s for the webhook {webhook}", impact: "info" },
  },
  docs: {
    why: "Fail is the default policy of a webhook: when nothing answers, the API server refuses what the webhook guards. During an upgrade nodes are drained, so the webhook's own pods are away, and pods of kube-system may not come back because of it.",
    fix: "Mend or remove webhooks whose backend is gone. Run two or more replicas on different nodes. Exclude kube-system by its namespace selector, and keep nodes, leases and token reviews out of the rules.",
    refs: ["https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/"],
  },
  unseen({ list, view, complete }) {
    const called = [...webhooksOf({ list })]
      .map(({ webhook }) => webhook)
      .filter(({ failurePolicy }) => failurePolicy !== "Ignore");
    return unseenBackends(called, { found: view(backends), complete, states: ["elsewhere", "untold"] });
  },
  *evaluate({ list, view, complete, now }) {
    const found = view(backends);
    const system = list("namespaces").find(({ meta }) => meta.name === "kube-system")?.meta.labels;
    const labels = { ...system, "kubernetes.io/metadata.name": "kube-system" };
    for (const { webhook, at } of webhooksOf({ list })) {
      const data = { webhook: webhook.name };
      const { service, ca, timeoutSeconds = 0 } = webhook;
      const state = service && stateOfBackend(service, { found, complete });
      const fails = webhook.failurePolicy !== "Ignore";
      const locus = (field: string) => `${webhook.name} ${field}`;
      if (fails && service && state && backendFaults[state])
        yield {
          at: at("clientConfig.service"),
          message: "dead",
          data: { ...data, backend: formatBackend(service), fault: backendFaults[state] },
          locus: locus("service"),
        };
      if (fails && state === "single") yield { at: at("clientConfig.service"), message: "single", data, locus: locus("single") };
      if (fails && isExpired(ca, now))
        yield {
          at: at("clientConfig.caBundle"),
          message: "expired",
          data: { ...data, ended: ca?.expiresAt },
          locus: locus("ca"),
        };
      if (service && ca === undefined)
        yield { at: at("clientConfig.caBundle"), message: "noAuthority", data, locus: locus("noCa") };
      const resources = fails ? vitalOf(webhook, labels) : [];
      if (resources.length > 0) yield { at: at("rules"), message: "vital", data: { ...data, resources }, locus: locus("rules") };
      if (timeoutSeconds >= slowest)
        yield { at: at("timeoutSeconds"), message: "slow", data: { ...data, seconds: timeoutSeconds }, locus: locus("timeout") };
    }
  },
});
