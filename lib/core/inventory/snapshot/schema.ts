/** What the lines of a snapshot must look like. Unknown keys are dropped: a snapshot comes from anywhere. */

import { z } from "zod";
import type { CrossCheck } from "../../rbac/cross-check/cross-check.ts";
import type { ApiMetric } from "../../upgrade/evidence/api-metric.ts";
import type { AnonymousProbe } from "../anonymous.ts";
import type { Gap } from "../gap.ts";
import { type HostProbe, portAnswers } from "../host-ports.ts";
import type { ClusterFacts, Coverage } from "../inventory.ts";
import type { ContainerItem, PolicyRule, SecurityContext, VolumeItem } from "../items.ts";
import { isResourceId, type ResourceId } from "../resources.ts";
import { imagePolicyItems } from "./image-policy-schema.ts";
import { networkItems, networkRule } from "./network-schema.ts";
import { componentSettings, controlPlane, platformItems } from "./platform-schema.ts";
import { postureItems } from "./posture-schema.ts";
import { reportItems } from "./report-schema.ts";
import {
  base,
  looseAddresses,
  name,
  optionalFlag,
  optionalInteger,
  optionalText,
  present,
  reference,
  selector,
  suspects,
  text,
  textMap,
  texts,
} from "./schema-parts.ts";

const gapReason = z.enum([
  "forbidden",
  "notServed",
  "notCollected",
  "throttled",
  "timeout",
  "truncated",
  "decodeError",
  "discoveryFailed",
  "cancelled",
  "notNamespaceComplete",
]);

const gap: z.ZodType<Gap> = z.object({ resource: name, reason: gapReason, namespace: optionalText, detail: optionalText });
const gaps = z.array(gap).min(1);

const coverage: z.ZodType<Coverage> = z.discriminatedUnion("state", [
  z.object({ state: z.literal("complete"), resourceVersion: optionalText, mixed: present }),
  z.object({ state: z.literal("partial"), gaps }),
  z.object({ state: z.literal("unseen"), gaps }),
  z.object({ state: z.literal("absent") }),
]);

const discovered = z.object({
  group: text,
  version: text,
  plural: name,
  kind: text,
  namespaced: z.boolean(),
  verbs: texts,
});

const cluster: z.ZodType<ClusterFacts> = z.object({
  uid: optionalText,
  version: optionalText,
  minor: z
    .string()
    .regex(/^\d{1,3}\.\d{1,3}$/)
    .optional(),
  platform: optionalText,
  discovery: z.object({ resources: z.array(discovered), gaps: z.array(gap) }),
});

const question = {
  user: z.object({ name: text, groups: texts.max(100) }),
  namespace: optionalText,
  attributes: z.union([
    z.object({ verb: text, path: text }),
    z.object({ verb: text, group: text, resource: text, subresource: optionalText, name: optionalText }),
  ]),
};
const crossCheck: z.ZodType<CrossCheck> = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("asked"),
    seed: text,
    answers: z
      .array(
        z.object({
          ...question,
          allowed: z.boolean(),
          denied: present,
          reason: optionalText,
          again: z.enum(["changed", "differs"]).optional(),
        }),
      )
      .max(10_000),
    unanswered: z.int().min(0),
  }),
  z.object({
    state: z.literal("notAsked"),
    reason: z.enum(["forbidden", "rbacUnseen", "unanswered"]),
    detail: optionalText,
  }),
]);

const countedUse = z.object({
  ...{ group: text, version: text, resource: text },
  ...{ subresource: optionalText, removedRelease: optionalText },
});
const apiMetric: z.ZodType<ApiMetric> = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("read"),
    servers: z.array(z.object({ startedAt: optionalText, uses: z.array(countedUse).max(10_000) })).max(100),
    known: optionalInteger,
  }),
  z.object({ state: z.literal("unread"), gap }),
]);

const anonymous: z.ZodType<AnonymousProbe> = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("asked"),
    answers: z.array(z.object({ path: text, status: z.int(), open: present })).max(20),
    certificate: z.object({ from: text, until: text }).optional(),
  }),
  z.object({ state: z.literal("unread"), gap }),
]);

const hostProbe: z.ZodType<HostProbe> = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("asked"),
    ports: z.array(z.object({ port: z.int(), answer: z.enum(portAnswers) })).max(20),
    addresses: optionalInteger,
  }),
  z.object({ state: z.literal("unread"), gap }),
]);

export const headerLine = z.object({
  format: z.literal("drydock.inventory"),
  version: z.int(),
  takenAt: z.string().refine((value) => !Number.isNaN(Date.parse(value)), "not a date"),
  source: z.enum(["live", "snapshot", "manifests"]),
  cluster,
  crossCheck: crossCheck.optional(),
  apiMetric: apiMetric.optional(),
  anonymous: anonymous.optional(),
  hostPorts: hostProbe.optional(),
});

export const lookLine = z.object({
  look: z.string().refine(isResourceId, "not a resource of this format"),
  apiVersion: optionalText,
  coverage,
  count: z.int().min(0),
});

export const footerLine = z.object({ end: z.literal(true), lines: z.int(), items: z.int(), sha256: z.string() });

const profile = z.object({ type: optionalText }).optional();

const securityFields = {
  runAsNonRoot: optionalFlag,
  runAsUser: optionalInteger,
  runAsGroup: optionalInteger,
  seccompProfile: profile,
  appArmorProfile: profile,
  seLinuxOptions: z.object({ type: optionalText, user: optionalText, role: optionalText, level: optionalText }).optional(),
  windowsOptions: z.object({ hostProcess: optionalFlag }).optional(),
  privileged: optionalFlag,
  allowPrivilegeEscalation: optionalFlag,
  readOnlyRootFilesystem: optionalFlag,
  procMount: optionalText,
  capabilities: z.object({ add: texts.optional(), drop: texts.optional() }).optional(),
};
const security: z.ZodType<SecurityContext> = z.object(securityFields);

const container: z.ZodType<ContainerItem> = z.object({
  name,
  type: z.enum(["container", "init", "ephemeral"]),
  image: text,
  securityContext: security.optional(),
  ports: z
    .array(z.object({ name: optionalText, containerPort: z.int(), hostPort: optionalInteger, protocol: optionalText }))
    .optional(),
  requests: textMap.optional(),
  limits: textMap.optional(),
  env: z
    .array(
      z.object({
        name: text,
        from: z.enum(["value", "secret", "configMap", "field", "resource", "empty", "other"]),
        ref: optionalText,
        credential: optionalText,
      }),
    )
    .optional(),
  envFrom: z.array(z.object({ kind: z.enum(["Secret", "ConfigMap"]), name: text })).optional(),
  mounts: z.array(z.object({ volume: text, path: text, readOnly: present })).optional(),
  probes: z.array(z.enum(["liveness", "readiness", "startup"])).optional(),
  probeHosts: texts.optional(),
  unsafe: texts.optional(),
  starts: z.enum(["nsenter", "shell"]).optional(),
  imagePullPolicy: optionalText,
  restartPolicy: optionalText,
});

const volume: z.ZodType<VolumeItem> = z.object({
  name: text,
  type: text,
  hostPath: optionalText,
  ref: optionalText,
  secrets: texts.optional(),
  token: present,
});

const containerStatus = z.object({ name: text, image: text, imageID: text, ready: z.boolean(), restarts: z.int() });
const toleration = z.object({ key: optionalText, operator: optionalText, value: optionalText, effect: optionalText });
const rule: z.ZodType<PolicyRule> = z.object({
  verbs: texts,
  apiGroups: texts.optional(),
  resources: texts.optional(),
  resourceNames: texts.optional(),
  nonResourceURLs: texts.optional(),
});

/** Parts that many items share stand once on a line of their own, and items name them by number. */
export const sharedParts = {
  containers: z.array(container),
  volumes: z.array(volume),
  tolerations: z.array(toleration),
  labels: textMap,
  annotations: textMap,
  statuses: z.array(containerStatus),
} as const;
export type SharedPart = keyof typeof sharedParts;

export const shareLine = z.object({
  share: z.enum(Object.keys(sharedParts) as [SharedPart, ...SharedPart[]]),
  value: z.unknown(),
});

const podSpec = z.object({
  serviceAccountName: optionalText,
  automountServiceAccountToken: optionalFlag,
  hostNetwork: optionalFlag,
  hostPID: optionalFlag,
  hostIPC: optionalFlag,
  hostUsers: optionalFlag,
  os: optionalText,
  nodeName: optionalText,
  runtimeClassName: optionalText,
  priorityClassName: optionalText,
  terminationGracePeriodSeconds: optionalInteger,
  nodeSelector: textMap.optional(),
  renamedNodeLabels: texts.optional(),
  tolerations: reference,
  imagePullSecrets: texts.optional(),
  securityContext: z
    .object({ ...securityFields, sysctls: texts.optional(), fsGroup: optionalInteger, seLinuxChangePolicy: optionalText })
    .optional(),
  containers: z.int().min(0),
  volumes: reference,
});

const workload = z.object({
  ...base,
  replicas: optionalInteger,
  readyReplicas: optionalInteger,
  selector: selector.optional(),
  template: z.object({ labels: reference, annotations: reference, suspects, spec: podSpec }),
  suspended: optionalFlag,
  schedule: optionalText,
  rollingOut: present,
});

const role = z.object({ ...base, rules: z.array(rule) });
const binding = z.object({
  ...base,
  roleRef: z.object({ kind: name, name, apiGroup: optionalText }),
  subjects: z.array(z.object({ kind: text, name: text, namespace: optionalText, apiGroup: optionalText })),
});

/** The schemas of items as they stand in a snapshot: with numbers in place of shared parts. */
export const packedItems = {
  namespaces: z.object({ ...base, phase: optionalText }),
  nodes: z.object({
    ...base,
    providerID: optionalText,
    unschedulable: optionalFlag,
    ready: optionalFlag,
    taints: z.array(z.object({ key: text, value: optionalText, effect: text })).optional(),
    info: z
      .object({
        kubeletVersion: optionalText,
        osImage: optionalText,
        kernelVersion: optionalText,
        containerRuntimeVersion: optionalText,
        architecture: optionalText,
      })
      .optional(),
    addresses: texts.optional(),
    podNetworks: texts.optional(),
    kubeletPort: optionalInteger,
    looseAddresses,
  }),
  pods: z.object({
    ...base,
    spec: podSpec,
    status: z
      .object({
        phase: optionalText,
        ready: optionalFlag,
        qosClass: optionalText,
        containers: reference,
        initContainers: reference,
        ephemeralContainers: reference,
      })
      .optional(),
    controlPlane: controlPlane.optional(),
  }),
  serviceaccounts: z.object({
    ...base,
    automountServiceAccountToken: optionalFlag,
    secrets: texts.optional(),
    imagePullSecrets: texts.optional(),
  }),
  services: z.object({
    ...base,
    type: text,
    selector: textMap.optional(),
    externalIPs: texts.optional(),
    ports: z.array(z.object({ port: z.int(), nodePort: optionalInteger, protocol: optionalText })).optional(),
    loadBalancerSourceRanges: texts.optional(),
    looseAddresses,
  }),
  configmaps: z.object({
    ...base,
    keys: z.array(z.object({ key: text, credential: optionalText })),
    immutable: optionalFlag,
    settings: componentSettings.optional(),
    cloudMap: z
      .object({
        entries: z.array(z.object({ kind: z.enum(["role", "user", "account"]), identity: optionalText, groups: texts })),
        unread: z.literal(true).optional(),
      })
      .optional(),
  }),
  secrets: z.object({ ...base, type: text, keys: texts, immutable: optionalFlag }),
  persistentvolumes: z.object({
    ...base,
    type: text,
    hostPath: optionalText,
    storageClass: optionalText,
    reclaimPolicy: optionalText,
    phase: optionalText,
    claim: z.object({ namespace: text, name: text }).optional(),
    accessModes: texts.optional(),
    driver: optionalText,
    backing: optionalText,
  }),
  replicationcontrollers: workload,
  "deployments.apps": workload,
  "daemonsets.apps": workload,
  "statefulsets.apps": workload,
  "replicasets.apps": workload,
  "jobs.batch": workload,
  "cronjobs.batch": workload,
  "networkpolicies.networking.k8s.io": z.object({
    ...base,
    podSelector: selector,
    policyTypes: texts,
    ingress: z.array(networkRule).optional(),
    egress: z.array(networkRule).optional(),
    looseAddresses,
  }),
  "ingresses.networking.k8s.io": z.object({
    ...base,
    className: optionalText,
    hosts: texts,
    tlsHosts: texts,
    tlsForAll: present,
    tlsSecrets: texts.optional(),
    services: texts.optional(),
  }),
  "poddisruptionbudgets.policy": z.object({
    ...base,
    minAvailable: optionalText,
    maxUnavailable: optionalText,
    selector: selector.optional(),
    unhealthyPods: optionalText,
    status: z
      .object({
        disruptionsAllowed: z.int(),
        currentHealthy: z.int(),
        desiredHealthy: z.int(),
        expectedPods: z.int(),
        observedGeneration: optionalInteger,
      })
      .optional(),
    generation: optionalInteger,
  }),
  "roles.rbac.authorization.k8s.io": role,
  "clusterroles.rbac.authorization.k8s.io": z.object({
    ...base,
    rules: z.array(rule),
    aggregation: z.array(selector).optional(),
  }),
  "rolebindings.rbac.authorization.k8s.io": binding,
  "clusterrolebindings.rbac.authorization.k8s.io": binding,
  ...platformItems,
  ...networkItems,
  ...imagePolicyItems,
  ...reportItems,
  ...postureItems,
} as const satisfies { readonly [R in ResourceId]: z.ZodType };

export const itemsLine = z.object({ items: z.array(z.unknown()).max(10_000) });
