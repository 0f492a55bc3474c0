/** The programs behind admission webhooks that judge images: whether they are asked about a pod, and whether they must answer. */
import type { WebhookConfigurationItem } from "../../inventory/platform-items.ts";
import { matchesSelector } from "../../inventory/selector.ts";
import { type Answer, allOf, anyOf, whether } from "./answer.ts";
import type { EngineName } from "./guards.ts";
import { type AdmittedPod, bySelector } from "./scope.ts";
import { fitsWildcard } from "./wildcard.ts";

type Webhook = WebhookConfigurationItem["webhooks"][number];

/** Engines by the names of their webhooks; those that judge policies themselves, and not pods, have names of their own. */
const known: readonly (readonly [EngineName, RegExp])[] = [
  ["policy-controller", /^policy\.sigstore\.dev$|^cosigned\.sigstore\.dev$/],
  ["Kyverno", /\.kyverno\.svc(-|$)/],
  ["Gatekeeper", /^validation\.gatekeeper\.sh$/],
  ["Connaisseur", /connaisseur/],
  ["Open Policy Agent", /openpolicyagent/],
  ["Portieris", /portieris/],
];

/** Engines whose policies are not read: what they do with an image nobody can say. */
export const unreadEngines: ReadonlySet<EngineName> = new Set(["Connaisseur", "Open Policy Agent", "Portieris"]);

/** @returns whose webhook it is; undefined for any other. */
export function engineOf({ name }: Pick<Webhook, "name">): EngineName | undefined {
  return known.find(([, pattern]) => pattern.test(name))?.[0];
}

/** @returns whose webhook is asked for an engine: Ratify answers through Gatekeeper. */
export function webhookEngineOf(engine: EngineName): EngineName {
  return engine === "Ratify" ? "Gatekeeper" : engine;
}

const podResources = new Set(["pods", "*", "*/*", "pods/*"]);

/** policy-controller and others leave the rules out of their manifests and write them when they start: none are all. */
export function judgesPods({ rules }: Webhook): boolean {
  return rules === undefined || rules.some(({ resources }) => resources.some((resource) => podResources.has(resource)));
}

export interface Reach {
  readonly asked: Answer;
  /** The pod may pass while the engine does not answer. */
  readonly failOpen: boolean;
}

export interface EngineWebhooks {
  readonly engine: EngineName;
  readonly webhooks: readonly Webhook[];
  /** Namespaces that the engine's own settings take out of its sight; patterns. */
  readonly excluded: readonly string[];
  /** Whether it refuses, or only tells, by its own settings; absent where these were not seen, or its policies say it. */
  readonly mode?: EngineMode;
}

export type EngineMode = "refuses" | "reports";

/** @returns whether the engine is asked when such a pod is made. */
export function reachOf({ webhooks, excluded }: EngineWebhooks, pod: AdmittedPod): Reach {
  if (excluded.some((pattern) => fitsWildcard(pattern, pod.namespace))) return { asked: "no", failOpen: false };
  const asked = webhooks.filter(judgesPods).map((webhook) => ({ webhook, answer: isAsked(webhook, pod) }));
  const certain = asked.filter(({ answer }) => answer === "yes");
  return {
    asked: anyOf(asked.map(({ answer }) => answer)),
    failOpen: certain.length > 0 && certain.every(({ webhook }) => webhook.failurePolicy === "Ignore"),
  };
}

function isAsked({ namespaceSelector, objectSelector }: Webhook, pod: AdmittedPod): Answer {
  return allOf([
    bySelector(namespaceSelector, pod),
    objectSelector ? whether(matchesSelector(objectSelector, pod.labels)) : "yes",
  ]);
}
