/** One object of each kind that isolates, backs up or decides, with all that is kept of it; nothing of the product imports it. */
import type { KubernetesObject } from "./from-objects.ts";

const inShop = (name: string) => ({ namespace: "shop", name });

export const postureWorld: readonly KubernetesObject[] = [
  { apiVersion: "v1", kind: "ResourceQuota", metadata: inShop("q"), spec: { hard: { pods: "4", "requests.cpu": "1" } } },
  {
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: inShop("l"),
    spec: {
      limits: [
        { type: "Container", default: { memory: "1Gi" } },
        { type: "Pod", max: { cpu: "2" } },
      ],
    },
  },
  { apiVersion: "node.k8s.io/v1", kind: "RuntimeClass", metadata: { name: "gvisor" }, handler: "runsc" },
  {
    apiVersion: "scheduling.k8s.io/v1",
    kind: "PriorityClass",
    metadata: { name: "urgent" },
    value: 1000,
    globalDefault: true,
    preemptionPolicy: "Never",
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "p" },
    spec: { failurePolicy: "Ignore", validations: [{ expression: "true" }] },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "b" },
    spec: { policyName: "p", validationActions: ["Audit"] },
  },
  {
    apiVersion: "kyverno.io/v1",
    kind: "ClusterPolicy",
    metadata: { name: "images" },
    spec: { validationFailureAction: "enforce", rules: [{ name: "r", verifyImages: [{ imageReferences: ["*"] }] }] },
  },
  {
    apiVersion: "kyverno.io/v1",
    kind: "Policy",
    metadata: inShop("labels"),
    spec: { rules: [{ name: "r", validate: { message: "m" } }] },
  },
  {
    apiVersion: "velero.io/v1",
    kind: "Schedule",
    metadata: { namespace: "velero", name: "daily" },
    spec: {
      schedule: "0 3 * * *",
      paused: true,
      template: {
        includedNamespaces: ["shop"],
        excludedNamespaces: ["ci"],
        labelSelector: { matchLabels: { a: "b" } },
        snapshotVolumes: false,
        defaultVolumesToFsBackup: true,
        includedResources: ["pods", "persistentvolumeclaims"],
        excludedResources: ["events"],
        resourcePolicy: { kind: "configmap", name: "volumes" },
      },
    },
    status: { phase: "Enabled" },
  },
  {
    apiVersion: "velero.io/v1",
    kind: "Backup",
    metadata: { namespace: "velero", name: "daily-1", labels: { "velero.io/schedule-name": "daily" } },
    status: { phase: "Completed", completionTimestamp: "2026-11-23T03:10:00Z" },
  },
  {
    apiVersion: "velero.io/v1",
    kind: "BackupStorageLocation",
    metadata: { namespace: "velero", name: "default" },
    status: { phase: "Available" },
  },
  {
    apiVersion: "cert-manager.io/v1",
    kind: "Issuer",
    metadata: inShop("dns"),
    spec: {
      acme: {
        skipTLSVerify: true,
        privateKeySecretRef: { name: "account" },
        solvers: [
          { dns01: { route53: { accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKeySecretRef: { name: "aws", key: "k" } } } },
          { dns01: { webhook: { config: { apiToken: "drydock-canary-issuer-77aa" } } } },
        ],
      },
    },
  },
  {
    apiVersion: "cert-manager.io/v1",
    kind: "ClusterIssuer",
    metadata: { name: "internal" },
    spec: { ca: { secretName: "root" } },
  },
  {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name: "files" },
    spec: { accessModes: ["ReadWriteMany"], csi: { driver: "efs.csi.aws.com", volumeHandle: "fs-1" } },
  },
  {
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name: "open" },
    provisioner: "ebs.csi.aws.com",
    parameters: { encrypted: "false" },
  },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: inShop("web"),
    spec: {
      tls: [{ hosts: ["a.example"], secretName: "web-tls" }],
      rules: [
        { host: "a.example", http: { paths: [{ path: "/", backend: { service: { name: "web", port: { number: 80 } } } }] } },
      ],
    },
  },
  {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { ...inShop("careless"), annotations: { apiKey: "drydock-canary-annotation-5d1c" } },
    spec: {
      containers: [{ name: "a", image: "i", args: ["--kubelet-insecure-tls"] }],
      volumes: [{ name: "v", projected: { sources: [{ secret: { name: "shown" } }] } }],
    },
  },
];
