/** Pod Security of a scan: namespaces by what they meet and enforce, and what a level would refuse, with patches. */
import { stringify } from "yaml";
import type { PodSecurityView, RefusedWorkload, RefusedWorkloads } from "../../../contracts/pod-security.ts";
import { newestPolicy } from "../../../core/pod-security/evaluate.ts";
import { type LevelVersion, type PolicyVersion, parseVersion } from "../../../core/pod-security/level.ts";
import {
  type NamespaceRow,
  namespaceRows,
  type PodSecurityPosture,
  podSecurityPosture,
  postureResources,
  type Trial,
  trialOf,
  type WorkloadPlan,
  workloadPlans,
} from "../../../core/posture/pod-security.ts";
import { ok } from "../../../core/result.ts";
import { formatMinor } from "../../../core/upgrade/minor.ts";
import type { Actor } from "../../auth/actor.ts";
import { defineUseCase, type Outcome, refuse } from "../outcome.ts";
import { scanInScope } from "../scans/scan-in-scope.ts";
import type { Services } from "../services.ts";

export interface TrialQuery {
  readonly id: string;
  readonly level: "baseline" | "restricted";
  readonly version: string;
}

/** As many as a person looks at in one namespace. */
const most = 200;

export const getPodSecurity = defineUseCase<TrialQuery, PodSecurityView>("report:read", async (actor, query, services) => {
  const found = await postureOf(actor, query.id, services);
  if (!found.ok) return found;
  const posture = found.value;
  const trial = trialOf(policyOf(query), posture);
  return ok({
    scanId: query.id,
    trial: trialView(trial),
    ...(posture.minor !== undefined && { minor: formatMinor(posture.minor) }),
    newest: formatMinor(newestPolicy),
    admission: posture.admission.kind,
    namespaces: namespaceRows(posture, trial).map(rowView),
    legacyPolicies: posture.legacyPolicies.map(({ name, amounts }) => ({
      name,
      ...(amounts && { level: amounts.level }),
      excess: amounts?.excess.map((one) => ({ ...one })) ?? [],
    })),
    gaps: [...posture.gaps],
  });
});

export const getRefusedWorkloads = defineUseCase<TrialQuery & { readonly namespace: string }, RefusedWorkloads>(
  "report:read",
  async (actor, query, services) => {
    const found = await postureOf(actor, query.id, services);
    if (!found.ok) return found;
    const trial = trialOf(policyOf(query), found.value);
    const plans = workloadPlans(found.value, query.namespace, trial);
    const complete = found.value.namespaces.get(query.namespace)?.complete;
    if (plans === undefined || complete === undefined) return refuse("notFound");
    const workloads = plans.slice(0, most).map((plan) => planView(plan, query.namespace));
    return ok({ namespace: query.namespace, complete, trial: trialView(trial), total: plans.length, workloads });
  },
);

export interface RefusedEverywhere {
  readonly workloads: readonly (RefusedWorkload & { readonly namespace: string })[];
  /** Those beyond as many as one file or report holds. */
  readonly leftOut: number;
}

const mostEverywhere = 2_000;

/** The refused workloads of every namespace that the actor sees, by namespace. */
export const refusedEverywhere = defineUseCase<TrialQuery, RefusedEverywhere>("report:read", async (actor, query, services) => {
  const found = await postureOf(actor, query.id, services);
  if (!found.ok) return found;
  const posture = found.value;
  const trial = trialOf(policyOf(query), posture);
  const workloads: RefusedEverywhere["workloads"][number][] = [];
  let total = 0;
  for (const namespace of posture.namespaces.keys()) {
    const plans = workloadPlans(posture, namespace, trial) ?? [];
    total += plans.length;
    for (const plan of plans.slice(0, mostEverywhere - workloads.length))
      workloads.push({ ...planView(plan, namespace), namespace });
  }
  return ok({ workloads, leftOut: total - workloads.length });
});

function policyOf({ level, version }: TrialQuery): LevelVersion {
  return { level, version: parseVersion(version) ?? "latest" };
}

/** @returns the posture of a scan as the actor may see it. */
async function postureOf(actor: Actor, scanId: string, services: Services): Promise<Outcome<PodSecurityPosture>> {
  const { repositories, memory } = services;
  const found = await scanInScope(actor, scanId, services);
  if (!found.ok) return found;
  const { namespaces } = found.value;
  const posture = await memory.get(`posture of pod security ${scanId}`, async () => {
    const inventory = await repositories.inventories.loadForIndex(actor.scope, scanId, postureResources);
    if (inventory === undefined) return undefined;
    const value = podSecurityPosture(inventory);
    return { value, weight: [...value.namespaces.values()].reduce((sum, { workloads }) => sum + workloads.length, 1) };
  });
  if (posture === undefined) return refuse("scanIncomplete");
  return ok(namespaces === "all" ? posture : limitPosture(posture, namespaces));
}

/** Who sees some namespaces sees neither their labels nor PodSecurityPolicies, which are the cluster's, nor how the API server was started. */
function limitPosture(posture: PodSecurityPosture, seen: ReadonlySet<string>): PodSecurityPosture {
  const inside = [...posture.namespaces].filter(([name]) => seen.has(name));
  return {
    ...posture,
    admission: { kind: "unseen" },
    legacyPolicies: [],
    namespaces: new Map(inside.map(([name, namespace]) => [name, { ...namespace, policy: undefined }])),
    gaps: posture.gaps.filter(({ namespace }) => namespace === undefined || seen.has(namespace)),
  };
}

function trialView({ level, version, minor }: Trial): PodSecurityView["trial"] {
  return { level, version: versionText(version), minor: formatMinor(minor) };
}

function versionText(version: PolicyVersion): string {
  return version === "latest" ? version : `v1.${version}`;
}

function rowView({ policy, meets, controls, coming, ...counts }: NamespaceRow): PodSecurityView["namespaces"][number] {
  const mode = (of: "enforce" | "audit" | "warn") => {
    const { level = "privileged", version = "latest", from = "default" } = policy?.[of] ?? {};
    return { level, version: versionText(version), from };
  };
  return {
    ...counts,
    ...(policy && {
      labels: { enforce: mode("enforce"), audit: mode("audit"), warn: mode("warn"), invalid: [...policy.invalid] },
    }),
    ...(meets !== undefined && { meets }),
    controls: [...controls],
    coming: coming.map(({ minor, ...changes }) => ({ minor: formatMinor(minor), ...changes })),
  };
}

function planView({ kind, name, meets, violations, remedy, patch, bare }: WorkloadPlan, namespace: string): RefusedWorkload {
  return {
    kind,
    name,
    meets,
    violations: violations.map((violation) => ({ ...violation })),
    changes: remedy.changes.map(({ value, ...change }) => ({ ...change, value: JSON.stringify(value) })),
    byHand: remedy.byHand.map((one) => ({ ...one })),
    bare,
    ...(patch && {
      patch: stringify(patch, { lineWidth: 0 }),
      command: `kubectl -n ${namespace} patch ${kind.toLowerCase()} ${name} --patch-file patch.yaml`,
    }),
  };
}
