/** Policies about images and the engines behind them, with every running image as they would have judged it. */
import type { Item } from "../../inventory/items.ts";
import { controllerOf } from "../../inventory/pod-owners.ts";
import type { Answer } from "../../supply-chain/enforcement/answer.ts";
import { type Covered, coverageOf, type Enforcement } from "../../supply-chain/enforcement/coverage.ts";
import { type EngineMode, type EngineWebhooks, engineOf, unreadEngines } from "../../supply-chain/enforcement/engines.ts";
import {
  type EngineName,
  type GuardResource,
  guardResources,
  type ImageGuard,
  imageGuards,
} from "../../supply-chain/enforcement/guards.ts";
import type { AdmittedPod } from "../../supply-chain/enforcement/scope.ts";
import { type RunningContainer, runningImageResources } from "../../supply-chain/images/running.ts";
import { defineView, type Report, type Sight } from "../define.ts";
import { webhookResources, webhooksOf } from "../upgrade/webhooks.ts";
import { runningWorkloads } from "./running.ts";

export const enforcementResources = [
  ...guardResources,
  ...webhookResources,
  ...runningImageResources,
  "namespaces",
  "configmaps",
] as const;
type EnforcementResource = (typeof enforcementResources)[number];

export interface JudgedImage {
  readonly container: RunningContainer;
  readonly pod: AdmittedPod;
  readonly covered: Covered;
}

export interface JudgedImages {
  readonly at: Report<string>["at"];
  readonly namespace: string;
  readonly images: readonly JudgedImage[];
}

export interface EnforcementView {
  readonly enforcement: Enforcement;
  readonly workloads: readonly JudgedImages[];
}

export const enforcementView = defineView({
  name: "policies about images",
  reads: enforcementResources,
  build(sight): EnforcementView {
    const enforcement = enforcementOf(sight);
    const pods = admittedPods(sight);
    const workloads = sight.view(runningWorkloads).map(({ at, namespace, containers }) => ({
      at,
      namespace,
      images: containers.flatMap((container) => {
        const pod = pods.get(`${namespace}/${container.pod}`);
        return pod ? [{ container, pod, covered: coverageOf(enforcement, pod, container) }] : [];
      }),
    }));
    return { enforcement, workloads };
  },
});

function enforcementOf({ list, look, complete, knows }: Sight<EnforcementResource>): Enforcement {
  const settings = list("configmaps");
  const settingOf = (name: string, key: string) =>
    settings.flatMap(({ meta, settings: own }) => (meta.name === name ? (own?.values[key] ?? []) : []));
  const hooks = new Map<EngineName, EngineWebhooks["webhooks"][number][]>();
  for (const { webhook } of webhooksOf({ list })) {
    const engine = engineOf(webhook);
    if (engine !== undefined) hooks.set(engine, [...(hooks.get(engine) ?? []), webhook]);
  }
  const engines = [...hooks].map(([engine, webhooks]): EngineWebhooks => {
    const excluded = engine === "Kyverno" ? settingOf("kyverno", "excludedNamespaces").flatMap((text) => text.split(",")) : [];
    const mode = engine === "Connaisseur" ? connaisseurMode(settings) : undefined;
    return { engine, webhooks, excluded: excluded.filter((name) => name !== ""), ...(mode && { mode }) };
  });
  const filtersCut = settingOf("kyverno", "filtersCut").length > 0;
  const [noMatch] = settingOf("config-policy-controller", "no-match-policy");
  return {
    guards: imageGuards(list, (resource) => look(resource).coverage.state !== "absent"),
    engines,
    webhooksSeen: webhookResources.every((resource) => complete(resource)),
    policiesSeen: guardResources.every((resource: GuardResource) => complete(resource)),
    settingsSeen: complete("configmaps") && knows("policy-engine-settings") && !filtersCut,
    ...(noMatch !== undefined && { noMatch }),
  };
}

/** Of two installations the one that only tells counts. */
function connaisseurMode(settings: readonly Item<"configmaps">[]): EngineMode | undefined {
  const modes = settings.flatMap(({ settings: own }) => own?.values.DETECTION_MODE ?? []);
  if (modes.length === 0) return undefined;
  return modes.some((mode) => /^(?:1|t|true|y|yes|on)$/i.test(mode)) ? "reports" : "refuses";
}

function admittedPods({ list }: Sight<EnforcementResource>): ReadonlyMap<string, AdmittedPod> {
  const labels = new Map(list("namespaces").map(({ meta }) => [meta.name, meta.labels ?? {}]));
  return new Map(
    list("pods").map((item) => {
      const { meta } = item;
      const namespace = meta.namespace ?? "";
      const namespaceLabels = labels.get(namespace);
      const pod = {
        namespace,
        ...(namespaceLabels && { namespaceLabels }),
        name: meta.name,
        labels: meta.labels ?? {},
        ...(meta.createdAt !== undefined && { createdAt: meta.createdAt }),
      };
      const workload = controllerOf(item) ?? { kind: "Pod", name: meta.name };
      return [`${namespace}/${meta.name}`, { ...pod, workload }] as const;
    }),
  );
}

export interface Disallowed {
  readonly guard: ImageGuard;
  readonly image: string;
}

/** @returns the rules that name the images to let pass, and do not name this one; those of which it is not known are left out. */
export function disallowedBy({ guards }: Enforcement, { pod, container }: JudgedImage): readonly Disallowed[] {
  return guards
    .filter((guard) => guard.purpose === "name" && guard.about(pod) === "yes" && guard.image(container) === "no")
    .map((guard) => ({ guard, image: container.image }));
}

/** @returns whether a rule does not name the image, of which it is not known whether it is about the pod or what it does. */
export function mayBeDisallowed({ guards }: Enforcement, { pod, container }: JudgedImage): boolean {
  return guards.some((guard) => {
    if (guard.purpose !== "name" || guard.image(container) !== "no") return false;
    const about = guard.about(pod);
    return about === "unknown" || (about === "yes" && guard.action(pod) === "unknown");
  });
}

/** @returns whether a rule of the cluster names the images to let pass. */
export function hasAllowList({ guards }: Enforcement): boolean {
  return guards.some(({ purpose }) => purpose === "name");
}

/** @returns whether anything verifies signatures, as far as was seen. */
export function verifiesAnything({ guards, engines }: Enforcement): Answer {
  if (guards.some(({ purpose }) => purpose === "signature")) return "yes";
  return engines.some(({ engine }) => unreadEngines.has(engine)) ? "unknown" : "no";
}
