/** The items that isolate workloads, back them up and decide what may run, as they stand in a snapshot. */
import { z } from "zod";
import { imageAllowances, imageRules, policyMatch } from "./image-policy-schema.ts";
import { base, optionalFlag, optionalText, present, text, texts } from "./schema-parts.ts";

const kyvernoPolicy = z.object({
  ...base,
  actions: texts,
  verifiesImages: present,
  failurePolicy: optionalText,
  imageRules,
  allowances: imageAllowances,
});

const certificateIssuer = z.object({
  ...base,
  type: optionalText,
  keySecret: optionalText,
  credentials: texts.optional(),
  inline: texts.optional(),
  skipsTlsVerify: present,
});

export const postureItems = {
  resourcequotas: z.object({ ...base, hard: texts.optional() }),
  limitranges: z.object({ ...base, defaults: texts.optional() }),
  "runtimeclasses.node.k8s.io": z.object({ ...base, handler: text }),
  "priorityclasses.scheduling.k8s.io": z.object({
    ...base,
    value: z.int(),
    globalDefault: present,
    preemption: optionalText,
  }),
  "validatingadmissionpolicies.admissionregistration.k8s.io": z.object({
    ...base,
    failurePolicy: optionalText,
    match: policyMatch.optional(),
    conditions: present,
    readsImages: present,
    allowedImages: texts.optional(),
  }),
  "validatingadmissionpolicybindings.admissionregistration.k8s.io": z.object({
    ...base,
    policy: text,
    actions: texts,
    match: policyMatch.optional(),
  }),
  "clusterpolicies.kyverno.io": kyvernoPolicy,
  "policies.kyverno.io": kyvernoPolicy,
  "schedules.velero.io": z.object({
    ...base,
    paused: present,
    phase: optionalText,
    included: texts.optional(),
    excluded: texts.optional(),
    selective: present,
    snapshots: optionalFlag,
    files: optionalFlag,
    resources: texts.optional(),
    withoutResources: texts.optional(),
    volumePolicy: present,
  }),
  "issuers.cert-manager.io": certificateIssuer,
  "clusterissuers.cert-manager.io": certificateIssuer,
  "backups.velero.io": z.object({ ...base, schedule: optionalText, phase: optionalText, completedAt: optionalText }),
  "backupstoragelocations.velero.io": z.object({ ...base, phase: optionalText }),
} as const;
