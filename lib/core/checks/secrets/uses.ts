/** Which Secrets workloads name, and by what a manager of secrets is recognised. */
import type { ContainerItem, PodSpecItem, SecretItem } from "../../inventory/items.ts";

function secretsOfContainer({ env = [], envFrom = [] }: ContainerItem): readonly string[] {
  const single = env.flatMap(({ from, ref }) => (from === "secret" && ref !== undefined ? [ref] : []));
  return [...single, ...envFrom.flatMap(({ kind, name }) => (kind === "Secret" ? [name] : []))];
}

/** @returns the names of the Secrets that a pod of this spec gets values of. */
export function secretsOf({ containers, volumes = [] }: PodSpecItem): readonly string[] {
  const mounted = volumes.flatMap(({ type, ref, secrets = [] }) => (type === "secret" && ref ? [ref, ...secrets] : secrets));
  return [...mounted, ...containers.flatMap(secretsOfContainer)];
}

/** @returns the same, with those by which its node pulls the images. */
export function everySecretOf(spec: PodSpecItem): readonly string[] {
  return [...secretsOf(spec), ...(spec.imagePullSecrets ?? [])];
}

/** Managers by the group of their kinds. */
export const managerGroups: Readonly<Record<string, string>> = {
  "bitnami.com": "Sealed Secrets",
  "external-secrets.io": "External Secrets",
  "secrets.hashicorp.com": "the Vault Secrets Operator",
  "kamus.soluto.com": "Kamus",
  "secrets-store.csi.x-k8s.io": "the Secrets Store CSI driver",
  "isindir.github.com": "the SOPS Secrets operator",
  "onepassword.com": "1Password",
  "secrets.infisical.com": "Infisical",
  "secrets.doppler.com": "Doppler",
};

/** The driver that mounts values of a store without a Secret. */
export const storeDriver = "secrets-store.csi.k8s.io";
/** By it Vault's agent brings values into a pod. */
export const vaultInject = "vault.hashicorp.com/agent-inject";

const managedLabels = [
  "reconcile.external-secrets.io/managed",
  "secrets-store.csi.k8s.io/managed",
  "reconcile.external-secrets.io/created-by",
];
const managedAnnotations = ["sealedsecrets.bitnami.com/managed", "cert-manager.io/certificate-name"];
/** Their files may have been encrypted with SOPS: whether they were, no Secret tells. */
const delivers = /^(kustomize-controller|argocd|argocd-controller|helm-controller)/;

/** Types that Kubernetes or Helm write for themselves. */
const ownTypes = new Set(["kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token", "helm.sh/release.v1"]);

/** @returns whether a Secret is one that Kubernetes or Helm keeps for itself. */
export function isOwn({ type }: SecretItem): boolean {
  return ownTypes.has(type);
}

/** How a Secret came to be: by a manager or a controller; by a delivery that may have decrypted it; by somebody's hand. */
export function originOf({ meta }: SecretItem): "managed" | "delivered" | "plain" {
  const marked =
    managedLabels.some((label) => meta.labels?.[label] !== undefined) ||
    managedAnnotations.some((annotation) => meta.annotations?.[annotation] !== undefined);
  if (marked || (meta.owners?.length ?? 0) > 0) return "managed";
  return meta.managers?.some(({ manager }) => delivers.test(manager)) ? "delivered" : "plain";
}
