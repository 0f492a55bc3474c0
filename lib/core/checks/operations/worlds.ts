/** Worlds of the checks of operations and of policies; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import { namespace } from "../admission/worlds.ts";
import { claimedBy, volume } from "../storage/worlds.ts";
import { clusterWide, namespaced, webhook } from "../upgrade/worlds.ts";

type Fields = Readonly<Record<string, unknown>>;

/** @returns the definition of a kind whose objects may hold anything. */
export function customKind(kind: string, group: string, scope: "Namespaced" | "Cluster" = "Namespaced"): KubernetesObject {
  const singular = kind.toLowerCase();
  const plural = singular.endsWith("y") ? `${singular.slice(0, -1)}ies` : `${singular}s`;
  const schema = { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } };
  return clusterWide("apiextensions.k8s.io/v1", "CustomResourceDefinition", `${plural}.${group}`, {
    spec: {
      group,
      scope,
      names: { kind, plural, singular, listKind: `${kind}List` },
      versions: [{ name: "v1", served: true, storage: true, schema, subresources: { status: {} } }],
    },
  });
}

/** The kinds that `operationsFaults` are of. */
export const operationsKinds: readonly KubernetesObject[] = [
  ...["Schedule", "Backup", "BackupStorageLocation"].map((kind) => customKind(kind, "velero.io")),
  customKind("ClusterPolicy", "kyverno.io", "Cluster"),
  customKind("Policy", "kyverno.io"),
  customKind("Issuer", "cert-manager.io"),
  customKind("ClusterIssuer", "cert-manager.io", "Cluster"),
];

export function schedule(name: string, template: Fields = {}, spec: Fields = {}, metadata: Fields = {}): KubernetesObject {
  const fields = { spec: { schedule: "0 3 * * *", template, ...spec }, status: { phase: "Enabled" } };
  return namespaced("velero.io/v1", "Schedule", name, fields, { namespace: "velero", ...metadata });
}

export function backup(of: string, phase: string, completionTimestamp: string): KubernetesObject {
  const name = `${of}-${completionTimestamp.slice(0, 10)}`;
  const labels = { "velero.io/schedule-name": of };
  return namespaced("velero.io/v1", "Backup", name, { status: { phase, completionTimestamp } }, { namespace: "velero", labels });
}

export function storageLocation(phase: string): KubernetesObject {
  return namespaced("velero.io/v1", "BackupStorageLocation", "default", { status: { phase } }, { namespace: "velero" });
}

export function clusterPolicy(name: string, spec: Fields): KubernetesObject {
  return clusterWide("kyverno.io/v1", "ClusterPolicy", name, { spec });
}

export function clusterIssuer(name: string, spec: Fields): KubernetesObject {
  return clusterWide("cert-manager.io/v1", "ClusterIssuer", name, { spec });
}

export function admissionPolicy(name: string, spec: Fields = {}): KubernetesObject {
  return clusterWide("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", name, {
    spec: {
      matchConstraints: {
        resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], resources: ["configmaps"], operations: ["CREATE"] }],
      },
      validations: [{ expression: "true" }],
      ...spec,
    },
  });
}

export function policyBinding(name: string, policyName: string, ...validationActions: readonly string[]): KubernetesObject {
  return clusterWide("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", name, {
    spec: { policyName, validationActions },
  });
}

/** The faults, by the check that finds each. */
export const operationsFaults: Readonly<Record<string, readonly KubernetesObject[]>> = {
  backups: [
    namespace("velero"),
    schedule("nightly", { includedNamespaces: ["shop"] }),
    backup("nightly", "Completed", "2026-01-01T03:00:00Z"),
    storageLocation("Unavailable"),
    volume("orders", { nfs: { server: "nfs.example.com", path: "/orders" } }, claimedBy("ci", "orders"), "Bound"),
  ],
  issuers: [
    clusterIssuer("dns", {
      acme: {
        privateKeySecretRef: { name: "account" },
        solvers: [{ dns01: { webhook: { config: { apiToken: "not-a-token" } } } }],
      },
    }),
  ],
  policies: [
    {
      ...webhook({
        failurePolicy: "Ignore",
        rules: [{ apiGroups: [""], apiVersions: ["v1"], resources: ["pods"], operations: ["DELETE"] }],
      }),
      metadata: { name: "lenient" },
    },
    admissionPolicy("without-a-binding"),
    clusterPolicy("labels", {
      validationFailureAction: "Audit",
      rules: [{ name: "r", validate: { message: "m", pattern: {} } }],
    }),
  ],
};
