/**
 * Which annotations are kept. Annotations carry anything, credentials too: only keys whose values are settings that a check
 * reads pass, and a value that looks like a credential, or is longer than a setting is, does not.
 */
import type { ItemMeta } from "../items.ts";
import { credentialOf, credentialOfValue } from "./credentials.ts";
import { type Fields, text } from "./read.ts";

const keys = new Set([
  "rbac.authorization.kubernetes.io/autoupdate",
  "kubernetes.io/service-account.name",
  "kubernetes.io/service-account.uid",
  "kubernetes.io/enforce-mountable-secrets",
  "kubernetes.io/config.mirror",
  "kubernetes.io/config.source",
  "scheduler.alpha.kubernetes.io/critical-pod",
  "security.alpha.kubernetes.io/sysctls",
  "security.alpha.kubernetes.io/unsafe-sysctls",
  "service.kubernetes.io/topology-aware-hints",
  "service.kubernetes.io/topology-mode",
  "volume.beta.kubernetes.io/mount-options",
  "kubernetes.io/ingress.class",
  "ingressclass.kubernetes.io/is-default-class",
  "storageclass.kubernetes.io/is-default-class",
  "seccomp.security.alpha.kubernetes.io/pod",
  "cluster-autoscaler.kubernetes.io/safe-to-evict",
  "eks.amazonaws.com/role-arn",
  "iam.gke.io/gcp-service-account",
  "azure.workload.identity/client-id",
  "azure.workload.identity/tenant-id",
  "aadpodidbinding",
  "iam.amazonaws.com/role",
  "meta.helm.sh/release-name",
  "meta.helm.sh/release-namespace",
  "argocd.argoproj.io/tracking-id",
  "deployment.kubernetes.io/revision",
  "sidecar.istio.io/inject",
  "linkerd.io/inject",
  "config.linkerd.io/default-inbound-policy",
  "ambient.istio.io/redirection",
  "alb.ingress.kubernetes.io/certificate-arn",
  "ingress.gcp.kubernetes.io/pre-shared-cert",
  "networking.gke.io/managed-certificates",
  "service.beta.kubernetes.io/aws-load-balancer-internal",
  "service.beta.kubernetes.io/aws-load-balancer-scheme",
  "service.beta.kubernetes.io/azure-load-balancer-internal",
  "networking.gke.io/load-balancer-type",
  "vault.hashicorp.com/agent-inject",
  "sealedsecrets.bitnami.com/managed",
  "cert-manager.io/certificate-name",
  "backup.velero.io/backup-volumes",
  "backup.velero.io/backup-volumes-excludes",
]);

const prefixes = [
  "pod-security.kubernetes.io/",
  "container.seccomp.security.alpha.kubernetes.io/",
  "container.apparmor.security.beta.kubernetes.io/",
];

const longestValue = 1024;

function isKept(key: string): boolean {
  return keys.has(key) || prefixes.some((prefix) => key.startsWith(prefix));
}

/** Without a profile's annotation a pod would pass for one that names none. */
function isProfile(key: string): boolean {
  return (
    key.includes("seccomp.security.alpha.kubernetes.io/") || key.startsWith("container.apparmor.security.beta.kubernetes.io/")
  );
}

/** @returns the kept annotations, or undefined where there are none. */
export function projectAnnotations(annotations: Fields | undefined): Readonly<Record<string, string>> | undefined {
  if (annotations === undefined) return undefined;
  const kept: [string, string][] = [];
  for (const key of Object.keys(annotations)) {
    if (!isKept(key)) continue;
    const value = text(annotations[key], `metadata.annotations.${key}`) ?? "";
    if (value.length <= longestValue && credentialOfValue(value) === undefined) kept.push([key, value]);
    else if (isProfile(key)) kept.push([key, value.startsWith("localhost/") ? "localhost/" : "withheld"]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Whole manifests, which checks of their own look into. */
const manifests = "kubectl.kubernetes.io/";

/**
 * @returns the annotations that look like a credential, by key and kind of match; undefined where there are none. A key with a
 *   prefix is a setting of some program, and its name says nothing: only its value does.
 */
export function suspectAnnotations(annotations: Fields | undefined): ItemMeta["suspects"] {
  if (annotations === undefined) return undefined;
  const found: { readonly key: string; readonly credential: string }[] = [];
  for (const key in annotations) {
    const value = annotations[key];
    if (typeof value !== "string" || key.startsWith(manifests)) continue;
    const credential = key.includes("/") ? credentialOfValue(value) : credentialOf(key, value);
    if (credential !== undefined) found.push({ key, credential });
  }
  return found.length === 0 ? undefined : found;
}
