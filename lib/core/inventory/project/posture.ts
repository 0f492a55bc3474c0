import type {
  BackupItem,
  BackupLocationItem,
  BackupScheduleItem,
  KyvernoPolicyItem,
  LimitRangeItem,
  PriorityClassItem,
  ResourceQuotaItem,
  RuntimeClassItem,
} from "../posture-items.ts";
import { projectKyvernoImages } from "./image-policy.ts";
import type { Intern } from "./intern.ts";
import { projectMeta } from "./metadata.ts";
import { compact, type Fields, fields, flag, integer, objects, someTexts, text } from "./read.ts";

export function projectResourceQuota(quota: Fields, intern: Intern): ResourceQuotaItem {
  const hard = fields(fields(quota.spec, "spec")?.hard, "spec.hard") ?? {};
  return { meta: projectMeta(quota, intern), hard: intern.value(Object.keys(hard).sort()) };
}

export function projectLimitRange(range: Fields, intern: Intern): LimitRangeItem {
  const limits = objects(fields(range.spec, "spec")?.limits, "spec.limits");
  const ofContainers = limits.filter(({ type }) => type === "Container");
  const defaults = ofContainers.flatMap((limit) => Object.keys(fields(limit.default, "spec.limits.default") ?? {}));
  return { meta: projectMeta(range, intern), defaults: intern.value([...new Set(defaults)].sort()) };
}

export function projectRuntimeClass(runtimeClass: Fields, intern: Intern): RuntimeClassItem {
  return { meta: projectMeta(runtimeClass, intern), handler: text(runtimeClass.handler, "handler") ?? "" };
}

export function projectPriorityClass(priorityClass: Fields, intern: Intern): PriorityClassItem {
  return compact({
    meta: projectMeta(priorityClass, intern),
    value: integer(priorityClass.value, "value") ?? 0,
    globalDefault: flag(priorityClass.globalDefault, "globalDefault") ? (true as const) : undefined,
    preemption: text(priorityClass.preemptionPolicy, "preemptionPolicy"),
  });
}

/** The action stands at the policy, or from Kyverno 1.13 on at each rule; without one it is Audit. */
export function projectKyvernoPolicy(policy: Fields, intern: Intern): KyvernoPolicyItem {
  const spec = fields(policy.spec, "spec") ?? {};
  const rules = objects(spec.rules, "spec.rules");
  const ofRules = rules.flatMap(({ validate, verifyImages }) => [
    text(fields(validate, "spec.rules.validate")?.failureAction, "spec.rules.validate.failureAction"),
    ...objects(verifyImages, "spec.rules.verifyImages").map(({ failureAction }) =>
      text(failureAction, "spec.rules.verifyImages.failureAction"),
    ),
  ]);
  const own = text(spec.validationFailureAction, "spec.validationFailureAction");
  const said = [own, ...ofRules].filter((action) => action !== undefined).map(spelled);
  const checks = rules.some(({ validate, verifyImages }) => Boolean(validate) || Boolean(verifyImages));
  return compact({
    meta: projectMeta(policy, intern),
    actions: [...new Set(said.length === 0 && checks ? ["Audit"] : said)].sort(),
    verifiesImages: rules.some(({ verifyImages }) => Boolean(verifyImages)) ? (true as const) : undefined,
    ...projectKyvernoImages(spec),
  });
}

/** Kyverno takes `enforce` and `Enforce` alike. */
function spelled(action: string): string {
  return action.toLowerCase() === "enforce" ? "Enforce" : "Audit";
}

export function projectBackupSchedule(schedule: Fields, intern: Intern): BackupScheduleItem {
  const spec = fields(schedule.spec, "spec") ?? {};
  const template = fields(spec.template, "spec.template") ?? {};
  const selective = template.labelSelector ?? template.orLabelSelectors;
  return compact({
    meta: projectMeta(schedule, intern),
    paused: flag(spec.paused, "spec.paused") ? (true as const) : undefined,
    phase: text(fields(schedule.status, "status")?.phase, "status.phase"),
    included: someTexts(template.includedNamespaces, "spec.template.includedNamespaces"),
    excluded: someTexts(template.excludedNamespaces, "spec.template.excludedNamespaces"),
    selective: selective ? (true as const) : undefined,
    snapshots: flag(template.snapshotVolumes, "spec.template.snapshotVolumes"),
    files: flag(template.defaultVolumesToFsBackup ?? template.defaultVolumesToRestic, "spec.template.defaultVolumesToFsBackup"),
    ...backedUpKinds(template),
    volumePolicy: template.resourcePolicy ? (true as const) : undefined,
  });
}

/** Velero has two ways to say it, and takes one of them. */
function backedUpKinds(template: Fields): Pick<BackupScheduleItem, "resources" | "withoutResources"> {
  const said = (...keys: readonly string[]) =>
    keys.map((key) => someTexts(template[key], `spec.template.${key}`)).find((kinds) => kinds !== undefined);
  return {
    resources: said("includedResources", "includedNamespaceScopedResources"),
    withoutResources: said("excludedResources", "excludedNamespaceScopedResources"),
  } as Pick<BackupScheduleItem, "resources" | "withoutResources">;
}

export function projectBackup(backup: Fields, intern: Intern): BackupItem {
  const status = fields(backup.status, "status");
  const labels = fields(fields(backup.metadata, "metadata")?.labels, "metadata.labels");
  return compact({
    meta: projectMeta(backup, intern),
    schedule: text(labels?.["velero.io/schedule-name"], "metadata.labels"),
    phase: text(status?.phase, "status.phase"),
    completedAt: text(status?.completionTimestamp, "status.completionTimestamp"),
  });
}

export function projectBackupLocation(location: Fields, intern: Intern): BackupLocationItem {
  return compact({
    meta: projectMeta(location, intern),
    phase: text(fields(location.status, "status")?.phase, "status.phase"),
  });
}
