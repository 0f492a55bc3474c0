/**
 * The flags of the control plane's static pods. Arguments may hold anything: only flags of a list are kept, which name files,
 * switches and names, and a value that looks like a credential is left empty.
 */
import type { ControlPlaneItem } from "../platform-items.ts";
import { credentialOfValue } from "./credentials.ts";
import { type Fields, fields, objects, text, texts } from "./read.ts";

/** Each component by the name of its program. */
const components = new Map<string, ControlPlaneItem["component"]>([
  ["kube-apiserver", "kube-apiserver"],
  ["kube-controller-manager", "kube-controller-manager"],
  ["kube-scheduler", "kube-scheduler"],
  ["cloud-controller-manager", "cloud-controller-manager"],
  ["etcd", "etcd"],
  ["proxy-server", "konnectivity-server"],
]);

const keptFlags = new Set([
  "admin-bind-address",
  "admission-control-config-file",
  "address",
  "agent-namespace",
  "agent-service-account",
  "allow-privileged",
  "anonymous-auth",
  "api-audiences",
  "audit-log-maxage",
  "audit-log-maxbackup",
  "audit-log-maxsize",
  "audit-log-path",
  "audit-policy-file",
  "audit-webhook-config-file",
  "authentication-config",
  "authentication-token-webhook-config-file",
  "authorization-config",
  "authorization-mode",
  "authorization-webhook-config-file",
  "auto-tls",
  "basic-auth-file",
  "bind-address",
  "cert-file",
  "cipher-suites",
  "client-ca-file",
  "client-cert-auth",
  "concurrent-service-syncs",
  "cluster-ca-cert",
  "cluster-signing-cert-file",
  "cluster-signing-duration",
  "cluster-signing-key-file",
  "controllers",
  "data-dir",
  "disable-admission-plugins",
  "egress-selector-config-file",
  "enable-admission-plugins",
  "enable-bootstrap-token-auth",
  "enable-logs-handler",
  "encryption-provider-config",
  "etcd-cafile",
  "etcd-certfile",
  "etcd-keyfile",
  "event-ttl",
  "feature-gates",
  "insecure-bind-address",
  "insecure-port",
  "key-file",
  "kubelet-certificate-authority",
  "kubelet-client-certificate",
  "kubelet-client-key",
  "listen-client-urls",
  "listen-peer-urls",
  "oidc-ca-file",
  "oidc-client-id",
  "oidc-groups-claim",
  "oidc-groups-prefix",
  "oidc-issuer-url",
  "oidc-required-claim",
  "oidc-username-claim",
  "oidc-username-prefix",
  "peer-auto-tls",
  "peer-cert-file",
  "peer-client-cert-auth",
  "peer-key-file",
  "peer-trusted-ca-file",
  "port",
  "profiling",
  "request-timeout",
  "requestheader-allowed-names",
  "requestheader-client-ca-file",
  "root-ca-file",
  "runtime-config",
  "secure-port",
  "server-ca-cert",
  "server-port",
  "service-account-extend-token-expiration",
  "service-account-issuer",
  "service-account-key-file",
  "service-account-lookup",
  "service-account-max-token-expiration",
  "service-account-private-key-file",
  "service-account-signing-key-file",
  "terminated-pod-gc-threshold",
  "tls-cert-file",
  "tls-cipher-suites",
  "tls-min-version",
  "tls-private-key-file",
  "token-auth-file",
  "trusted-ca-file",
  "uds-name",
  "use-service-account-credentials",
]);

const longestValue = 4096;

/** @returns what is kept of a pod's arguments where it is a mirror of a static pod of the control plane, else undefined. */
export function projectControlPlane(pod: Fields): ControlPlaneItem | undefined {
  if (!isStaticOfSystem(fields(pod.metadata, "metadata") ?? {})) return undefined;
  for (const container of objects(fields(pod.spec, "spec")?.containers, "spec.containers")) {
    const words = [...texts(container.command, "containers.command"), ...texts(container.args, "containers.args")];
    const component = components.get(words[0]?.split("/").at(-1) ?? "");
    if (component !== undefined) {
      const image = text(container.image, "containers.image");
      return { component, ...(image && { image }), flags: flagsOf(words.slice(1)) };
    }
  }
  return undefined;
}

/** The kubelet marks the mirrors of static pods, and admission lets nobody else set the mark. */
function isStaticOfSystem(metadata: Fields): boolean {
  const annotations = fields(metadata.annotations, "metadata.annotations") ?? {};
  return metadata.namespace === "kube-system" && annotations["kubernetes.io/config.mirror"] !== undefined;
}

/** Reads `--name=value`, `--name value` and `--name` as the components do, whose switches take no separate value. */
function flagsOf(words: readonly string[]): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const match = /^--?([a-zA-Z0-9-]+)(?:=([\s\S]*))?$/.exec(word);
    const name = match?.[1]?.toLowerCase();
    if (name === undefined || !keptFlags.has(name)) continue;
    const next = words[index + 1];
    const value = harmless(match?.[2] ?? (next === undefined || next.startsWith("-") ? "true" : next));
    const before = found.get(name);
    found.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries([...found].sort());
}

function harmless(value: string): string {
  return value.length > longestValue || credentialOfValue(value) !== undefined ? "" : value;
}
