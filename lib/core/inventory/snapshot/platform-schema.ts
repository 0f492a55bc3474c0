/** The items that set a platform up, as they stand in a snapshot. */
import { z } from "zod";
import type { ControlPlaneItem } from "../platform-items.ts";
import { base, optionalInteger, optionalText, present, text, textMap, texts } from "./schema-parts.ts";

export const controlPlane: z.ZodType<ControlPlaneItem> = z.object({
  component: z.enum(["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"]),
  flags: textMap,
});

const webhookConfiguration = z.object({
  ...base,
  webhooks: z.array(
    z.object({
      name: text,
      failurePolicy: optionalText,
      service: z.object({ namespace: text, name: text }).optional(),
    }),
  ),
});

export const platformItems = {
  "certificatesigningrequests.certificates.k8s.io": z.object({
    ...base,
    signerName: text,
    username: optionalText,
    groups: texts.optional(),
    usages: texts,
    expirationSeconds: optionalInteger,
    conditions: z.array(z.object({ type: text, at: optionalText })),
    issued: present,
  }),
  "csidrivers.storage.k8s.io": z.object({ ...base, tokenAudiences: texts.optional() }),
  "csinodes.storage.k8s.io": z.object({ ...base, drivers: texts }),
  "storageclasses.storage.k8s.io": z.object({ ...base, provisioner: text, reclaimPolicy: optionalText }),
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": webhookConfiguration,
  "validatingwebhookconfigurations.admissionregistration.k8s.io": webhookConfiguration,
  "customresourcedefinitions.apiextensions.k8s.io": z.object({
    ...base,
    group: text,
    kind: text,
    plural: text,
    namespaced: z.boolean(),
    served: texts,
    stored: texts,
    conversion: optionalText,
  }),
} as const;
