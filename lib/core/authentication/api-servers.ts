/**
 * How the API servers were started, as far as their static pods show it. Where the control plane runs outside the cluster, as
 * with every managed provider, nothing of it is seen, and whoever asks has to say so.
 */
import type { Gap } from "../inventory/gap.ts";
import type { PodItem } from "../inventory/items.ts";

export interface ApiServer {
  readonly pod: PodItem;
  readonly flags: Readonly<Record<string, string>>;
}

/** @returns the API servers whose static pods were seen, in the order of the pods. */
export function apiServersOf(pods: readonly PodItem[]): readonly ApiServer[] {
  return pods.flatMap((pod) =>
    pod.controlPlane?.component === "kube-apiserver" ? [{ pod, flags: pod.controlPlane.flags }] : [],
  );
}

/** The flag by which an API server takes each way of signing in. */
export const methodFlags = {
  clientCertificates: "client-ca-file",
  tokenFile: "token-auth-file",
  passwordFile: "basic-auth-file",
  oidc: "oidc-issuer-url",
  structured: "authentication-config",
  tokenWebhook: "authentication-token-webhook-config-file",
  bootstrapTokens: "enable-bootstrap-token-auth",
  frontProxy: "requestheader-client-ca-file",
} as const;

/** @returns the value of the flag, or undefined where flags do not switch the method on. */
export function flagOfMethod(method: keyof typeof methodFlags, flags: ApiServer["flags"]): string | undefined {
  const value = flags[methodFlags[method]];
  return value === "false" ? undefined : value;
}

/** Why nothing can be said about flags of an API server without a static pod. */
export const unseenControlPlane: Gap = {
  resource: "pods",
  reason: "outside",
  namespace: "kube-system",
  detail: "no static pod of kube-apiserver: its flags cannot be seen from inside the cluster",
};

/** @returns the gap where no API server was seen. */
export function gapsOfApiServers(pods: readonly PodItem[]): readonly Gap[] {
  return apiServersOf(pods).length === 0 ? [unseenControlPlane] : [];
}

/** How the API server tells users of an identity provider from others. */
export interface OidcNames {
  readonly issuer: string;
  /** What stands before a user's name; empty where nothing does. */
  readonly userPrefix: string;
  readonly groupPrefix: string;
}

/**
 * @returns the names that `--oidc-*` gives. Without a prefix flag a claim other than `email` is prefixed with the issuer and
 *   `#`; the prefix `-` means none. https://kubernetes.io/docs/reference/access-authn-authz/authentication/#configuring-the-api-server
 */
export function oidcNamesOf({ flags }: Pick<ApiServer, "flags">): OidcNames | undefined {
  const issuer = flags["oidc-issuer-url"];
  if (!issuer) return undefined;
  const claim = flags["oidc-username-claim"] ?? "sub";
  const prefix = flags["oidc-username-prefix"] ?? (claim === "email" ? "-" : `${issuer}#`);
  return { issuer, userPrefix: prefix === "-" ? "" : prefix, groupPrefix: flags["oidc-groups-prefix"] ?? "" };
}
