/** How the workloads of a cluster stand under Pod Security, namespace by namespace, and what another policy would refuse. */

import { createSight, isComplete } from "../checks/sight.ts";
import { judgedWorkloads } from "../checks/workload/controls.ts";
import { type Workload, workloadResources } from "../checks/workload/workloads.ts";
import { gapsOf } from "../inventory/build.ts";
import { hasFact } from "../inventory/facts.ts";
import { compareGaps, compareText, type Gap } from "../inventory/gap.ts";
import type { Inventory, Look } from "../inventory/inventory.ts";
import { definitionOf } from "../inventory/resources.ts";
import { type Admission, admissionOf } from "../pod-security/admission.ts";
import type { JudgedPod } from "../pod-security/controls/control.ts";
import type { ControlId } from "../pod-security/controls/index.ts";
import { evaluatePod, levelOf, newestPolicy, type Violation } from "../pod-security/evaluate.ts";
import { type LegacyLevel, legacyLevel } from "../pod-security/legacy-policy.ts";
import { compareLevels, effectiveMinor, type Level, type LevelVersion } from "../pod-security/level.ts";
import { type NamespacePolicy, namespacePolicy } from "../pod-security/namespace-policy.ts";
import { type Remedy, remedyFor } from "../pod-security/patch/patch.ts";
import { oncePerPod } from "../pod-security/shared-pods.ts";
import { parseMinor } from "../upgrade/minor.ts";

interface PostureWorkload {
  readonly workload: Workload;
  readonly pod: JudgedPod;
}

interface PostureNamespace {
  /** Undefined where the namespace itself was not seen. */
  readonly policy: NamespacePolicy | undefined;
  readonly workloads: readonly PostureWorkload[];
  /** Whether all that runs in it was seen. */
  readonly complete: boolean;
}

export interface PodSecurityPosture {
  /** Of the cluster; undefined where it is not known. */
  readonly minor: number | undefined;
  readonly admission: Admission;
  /** By name, sorted. */
  readonly namespaces: ReadonlyMap<string, PostureNamespace>;
  /** The cluster's PodSecurityPolicies by name, with the level that each amounts to; undefined where an older inventory does not say. */
  readonly legacyPolicies: readonly { readonly name: string; readonly amounts: LegacyLevel | undefined }[];
  /** Why workloads, namespaces or policies may be missing. */
  readonly gaps: readonly Gap[];
}

/** What the posture is made of. */
export const postureResources = ["namespaces", ...workloadResources, "podsecuritypolicies.policy"] as const;

/** @returns the posture of an inventory; a template is read once, whatever runs of it. */
export function podSecurityPosture(inventory: Inventory): PodSecurityPosture {
  const { looks, version, cluster } = inventory;
  const workloads = Map.groupBy(
    judgedWorkloads.build(createSight(inventory, workloadResources)),
    ({ workload }) => workload.namespace,
  );
  const labels = new Map(looks.namespaces.items.map(({ meta }) => [meta.name, meta.labels]));
  const names = [...new Set([...labels.keys(), ...workloads.keys()])].sort(compareText);
  const flags = hasFact(version, "control-plane-flags") ? looks.pods.items.flatMap(({ controlPlane }) => controlPlane ?? []) : [];
  const namespaces = names.map((name): [string, PostureNamespace] => [
    name,
    {
      policy: labels.has(name) ? namespacePolicy(labels.get(name)) : undefined,
      workloads: workloads.get(name) ?? [],
      complete: workloadResources.every((resource) => isComplete(looks[resource] as Look, name)),
    },
  ]);
  return {
    minor: parseMinor(cluster.minor),
    admission: admissionOf(flags),
    namespaces: new Map(namespaces),
    legacyPolicies: looks["podsecuritypolicies.policy"].items.map((policy) => ({
      name: policy.meta.name,
      amounts: legacyLevel(policy),
    })),
    gaps: postureResources.flatMap((resource) => gapsOf(looks[resource] as Look)).sort(compareGaps),
  };
}

/** A policy to try: of a version, or of the cluster's own. */
export interface Trial extends LevelVersion {
  /** The minor whose controls count. */
  readonly minor: number;
}

/** @returns the trial of a policy; `latest` is the cluster's minor, or the newest that is known. */
export function trialOf({ level, version }: LevelVersion, { minor = newestPolicy }: PodSecurityPosture): Trial {
  return { level, version, minor: Math.min(version === "latest" ? minor : version, newestPolicy) };
}

export interface NamespaceRow {
  readonly name: string;
  readonly policy: NamespacePolicy | undefined;
  /** The strictest level that lets all its workloads in, by the trial's minor; undefined where nothing runs. */
  readonly meets: Level | undefined;
  readonly workloads: number;
  /** Whether those are all. */
  readonly complete: boolean;
  /** How many of them the trial refuses, and by which controls. */
  readonly refused: number;
  readonly controls: readonly ControlId[];
  /** Of what the namespace enforces today: minors at which other workloads are refused than before. */
  readonly coming: readonly VerdictChange[];
}

export interface VerdictChange {
  readonly minor: number;
  /** How many workloads are refused from then on, and how many are let in. */
  readonly refused: number;
  readonly allowed: number;
}

/** @returns every namespace under the trial, by name. */
export function namespaceRows(posture: PodSecurityPosture, trial: Trial): readonly NamespaceRow[] {
  const violationsOf = oncePerPod((pod) => evaluatePod(pod, { level: trial.level, version: trial.minor }));
  const meets = oncePerPod((pod) => levelOf(pod, trial.minor));
  return [...posture.namespaces].map(([name, namespace]) => {
    const { policy, workloads, complete } = namespace;
    const violations = workloads.map(({ pod }) => violationsOf(pod));
    const levels = workloads.map(({ pod }) => meets(pod));
    return {
      name,
      policy,
      meets: [...new Set(levels)].sort(compareLevels)[0],
      workloads: workloads.length,
      complete,
      refused: violations.filter((found) => found.length > 0).length,
      controls: [...new Set([...new Set(violations)].flat().map(({ check }) => check))],
      coming: comingChanges(posture, namespace),
    };
  });
}

/** An upgrade of the cluster moves `latest`, and versions that the cluster did not know yet. */
function comingChanges({ minor }: PodSecurityPosture, { policy, workloads }: PostureNamespace): readonly VerdictChange[] {
  if (minor === undefined || policy === undefined || policy.enforce.level === "privileged") return [];
  const { level, version } = policy.enforce;
  const refusedAt = (cluster: number) => {
    const isRefused = oncePerPod((pod) => evaluatePod(pod, { level, version: effectiveMinor(version, cluster) }).length > 0);
    return workloads.map(({ pod }) => isRefused(pod));
  };
  const changes: VerdictChange[] = [];
  let before = refusedAt(minor);
  for (let next = minor + 1; next <= newestPolicy; next += 1) {
    const after = refusedAt(next);
    const refused = after.filter((now, index) => now && !before[index]).length;
    const allowed = after.filter((now, index) => !now && before[index]).length;
    if (refused + allowed > 0) changes.push({ minor: next, refused, allowed });
    before = after;
  }
  return changes;
}

export interface WorkloadPlan {
  readonly kind: string;
  readonly name: string;
  readonly meets: Level;
  readonly violations: readonly Violation[];
  readonly remedy: Remedy;
  /** For the object that is stored; undefined where the patch has nothing to change, or a pod has to be made again. */
  readonly patch: object | undefined;
  /** A pod that nothing makes again cannot be patched. */
  readonly bare: boolean;
}

/** @returns the workloads of a namespace that the trial refuses; undefined where no such namespace was seen. */
export function workloadPlans(posture: PodSecurityPosture, name: string, trial: Trial): readonly WorkloadPlan[] | undefined {
  const policy = { level: trial.level, version: trial.minor };
  return posture.namespaces.get(name)?.workloads.flatMap(({ workload, pod }) => {
    const violations = evaluatePod(pod, policy);
    if (violations.length === 0) return [];
    const remedy = remedyFor(pod, policy);
    const bare = workload.resource === "pods";
    return {
      kind: definitionOf(workload.resource).kind,
      name: workload.item.meta.name,
      meets: levelOf(pod, trial.minor),
      violations,
      remedy,
      patch: remedy.patch === undefined || bare ? undefined : around(workload.path, remedy.patch),
      bare,
    };
  });
}

/** `spec.template.spec` holds the spec of the template that the patch is for. */
function around(path: string, patch: object): object {
  return path
    .split(".")
    .slice(0, -1)
    .reduceRight<object>((inner, name) => ({ [name]: inner }), patch);
}
