/** The items that set a platform up, as they stand in a snapshot. */
import { z } from "zod";
import type { ComponentSettings, ControlPlaneItem } from "../platform-items.ts";
import {
  base,
  looseAddresses,
  optionalFlag,
  optionalInteger,
  optionalText,
  present,
  selector,
  text,
  textMap,
  texts,
} from "./schema-parts.ts";

export const controlPlane: z.ZodType<ControlPlaneItem> = z.object({
  component: z.enum([
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "cloud-controller-manager",
    "etcd",
    "konnectivity-server",
  ]),
  image: optionalText,
  flags: textMap,
});

export const componentSettings: z.ZodType<ComponentSettings> = z.object({ apiVersion: optionalText, values: textMap });

const calledService = z.object({ namespace: text, name: text, port: optionalInteger }).optional();
const certificateBundle = z.object({ expiresAt: optionalText }).optional();

const webhookConfiguration = z.object({
  ...base,
  webhooks: z.array(
    z.object({
      name: text,
      failurePolicy: optionalText,
      service: calledService,
      ca: certificateBundle,
      matchPolicy: optionalText,
      timeoutSeconds: optionalInteger,
      reviewVersions: texts.optional(),
      namespaceSelector: selector.optional(),
      objectSelector: selector.optional(),
      rules: z.array(z.object({ groups: texts, versions: texts, resources: texts })).optional(),
    }),
  ),
});

const podSecurityPolicy = z.object({
  ...base,
  allows: z
    .object({
      privileged: present,
      hostNetwork: present,
      hostPID: present,
      hostIPC: present,
      hostPorts: present,
      escalation: present,
      defaultCapabilities: texts.optional(),
      capabilities: texts.optional(),
      droppedCapabilities: texts.optional(),
      volumes: texts.optional(),
      unsafeSysctls: texts.optional(),
      procMounts: texts.optional(),
      runAsUser: optionalText,
      seLinux: z.object({ rule: text, type: optionalText, user: optionalText, role: optionalText }).optional(),
      seccomp: optionalText,
      appArmor: optionalText,
    })
    .optional(),
});

const documents = z.array(z.object({ apiVersion: text, kind: text, name: optionalText, namespace: optionalText }));
const manifestSource = z.object({ repository: optionalText, path: optionalText, revision: optionalText });
const wants = z.array(
  z.object({
    kind: z.enum(["git", "oci"]),
    from: optionalText,
    revision: optionalText,
    by: z.enum(["commit", "digest", "name", "range", "tag", "branch"]).optional(),
  }),
);
const fluxSource = z.object({ ...base, wants });
const gitOps = z.object({
  ...base,
  objects: documents,
  source: manifestSource.optional(),
  differing: documents.optional(),
  charts: z
    .array(
      z.object({ repository: optionalText, chart: optionalText, version: optionalText, elsewhere: z.literal(true).optional() }),
    )
    .optional(),
  elsewhere: z.literal(true).optional(),
  wants: wants.optional(),
  takes: z.array(z.object({ kind: text, namespace: text, name: text })).optional(),
  changedAt: optionalText,
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
  "storageclasses.storage.k8s.io": z.object({ ...base, provisioner: text, reclaimPolicy: optionalText, encrypted: optionalFlag }),
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
    conversionService: calledService,
    conversionCa: certificateBundle,
    storage: optionalText,
    deprecated: z.array(z.object({ version: text, warning: optionalText })).optional(),
    preservesUnknownFields: present,
  }),
  "endpointslices.discovery.k8s.io": z.object({
    ...base,
    ready: z.int(),
    target: optionalText,
    ports: z.array(z.int()).optional(),
    addresses: texts.optional(),
    looseAddresses,
  }),
  "ingressclasses.networking.k8s.io": z.object({ ...base, controller: text }),
  "apiservices.apiregistration.k8s.io": z.object({
    ...base,
    group: text,
    version: text,
    service: calledService,
    available: optionalFlag,
    reason: optionalText,
    skipsTlsVerify: present,
  }),
  "podsecuritypolicies.policy": podSecurityPolicy,
  "prometheusrules.monitoring.coreos.com": z.object({ ...base, renamedMetrics: texts.optional(), alerts: optionalInteger }),
  "apirequestcounts.apiserver.openshift.io": z.object({
    ...base,
    removedInRelease: optionalText,
    requesters: z.array(z.object({ user: text, userAgent: text, count: z.int(), verbs: texts })).optional(),
  }),
  "applications.argoproj.io": gitOps,
  "kustomizations.kustomize.toolkit.fluxcd.io": gitOps,
  "helmreleases.helm.toolkit.fluxcd.io": gitOps,
  "gitrepositories.source.toolkit.fluxcd.io": fluxSource,
  "ocirepositories.source.toolkit.fluxcd.io": fluxSource,
  "releases.helm.sh": z.object({
    ...base,
    revision: z.int(),
    status: optionalText,
    modifiedAt: optionalText,
    documents,
    unreadDocuments: optionalInteger,
  }),
} as const;
