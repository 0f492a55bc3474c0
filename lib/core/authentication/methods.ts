/**
 * The ways in which somebody can prove to the API server who they are, as far as the cluster shows them. What is not shown is
 * `notSeen`, and never `off`. https://kubernetes.io/docs/reference/access-authn-authz/authentication/
 */
import { gapsOf } from "../inventory/build.ts";
import { hasFact } from "../inventory/facts.ts";
import type { Gap } from "../inventory/gap.ts";
import type { Inventory, Look } from "../inventory/inventory.ts";
import type { ItemBase } from "../inventory/items.ts";
import { definitionOf, type ResourceId } from "../inventory/resources.ts";
import { type ApiServer, apiServersOf, flagOfMethod, methodFlags, unseenControlPlane } from "./api-servers.ts";
import { cloudAnnotations } from "./cloud-annotations.ts";
import { tokenSecretOf } from "./token-secret.ts";

export const authenticationResources = [
  "pods",
  "secrets",
  "serviceaccounts",
  "configmaps",
  "certificatesigningrequests.certificates.k8s.io",
  "csidrivers.storage.k8s.io",
  "customresourcedefinitions.apiextensions.k8s.io",
] as const satisfies readonly ResourceId[];

export interface MethodEvidence {
  /** `Pod kube-system/kube-apiserver-n1`. */
  readonly object: string;
  /** What it says there, such as `--oidc-issuer-url=https://id.example.com`. */
  readonly says: string;
}

export interface AuthenticationMethod {
  readonly id: MethodId;
  readonly state: "on" | "off" | "notSeen";
  readonly evidence: readonly MethodEvidence[];
  /** Why it is not seen, or not wholly. */
  readonly gaps: readonly Gap[];
}

/** What is looked at: the looks of `authenticationResources`. */
export type AuthenticationSource = Pick<Inventory, "looks" | "version"> & {
  readonly cluster: Pick<Inventory["cluster"], "minor">;
};

export const methodIds = [
  "serviceAccountTokens",
  "tokenSecrets",
  "clientCertificates",
  "oidc",
  "structured",
  "tokenWebhook",
  "tokenFile",
  "passwordFile",
  "bootstrapTokens",
  "frontProxy",
  "anonymous",
  "cloudMap",
  "cloudIdentity",
  "spiffe",
  "mesh",
] as const;
export type MethodId = (typeof methodIds)[number];

/** @returns every method, in the order of `methodIds`. */
export function authenticationMethods(source: AuthenticationSource): readonly AuthenticationMethod[] {
  const control = controlPlaneOf(source);
  return methodIds.map((id) => {
    if (Object.hasOwn(methodFlags, id)) return withRequests(source, byFlag(control, id as keyof typeof methodFlags, source));
    return others[id as keyof typeof others](source, control);
  });
}

interface ControlPlane {
  readonly servers: readonly ApiServer[];
  /** Why API servers may be missing from `servers`. */
  readonly gaps: readonly Gap[];
}

function controlPlaneOf({ looks, version }: AuthenticationSource): ControlPlane {
  const servers = apiServersOf(looks.pods.items);
  const older: Gap[] = hasFact(version, "control-plane-flags")
    ? []
    : [{ resource: "pods", reason: "notCollected", detail: "the inventory is of an older format, which lacks flags" }];
  const gaps = [...older, ...gapsOf(looks.pods as Look).filter(({ namespace = "kube-system" }) => namespace === "kube-system")];
  return { servers, gaps: servers.length === 0 && gaps.length === 0 ? [unseenControlPlane] : gaps };
}

function byFlag(control: ControlPlane, id: keyof typeof methodFlags, { cluster }: AuthenticationSource): AuthenticationMethod {
  const flag = methodFlags[id];
  const evidence = control.servers.flatMap(({ pod, flags }) => {
    const value = flagOfMethod(id, flags);
    return value === undefined ? [] : [evidenceOf("pods", pod, `--${flag}=${value}`)];
  });
  if (id === "passwordFile" && isAfter(cluster.minor, 18)) return { id, state: "off", evidence: [], gaps: [] };
  return judged(id, evidence, control.gaps);
}

/** Kubernetes took passwords out in 1.19. */
function isAfter(minor: string | undefined, last: number): boolean {
  return minor !== undefined && Number(minor.split(".")[1]) > last;
}

function judged(id: MethodId, evidence: readonly MethodEvidence[], gaps: readonly Gap[]): AuthenticationMethod {
  const state = evidence.length > 0 ? "on" : gaps.length > 0 ? "notSeen" : "off";
  return { id, state, evidence, gaps };
}

const clientSigner = "kubernetes.io/kube-apiserver-client";

/** A certificate that the cluster issued for its API server shows that certificates are taken, wherever the server runs. */
function withRequests({ looks }: AuthenticationSource, method: AuthenticationMethod): AuthenticationMethod {
  if (method.id !== "clientCertificates") return method;
  const resource = "certificatesigningrequests.certificates.k8s.io";
  const issued = looks[resource].items.filter(({ signerName, issued }) => signerName === clientSigner && issued === true);
  const evidence = [...method.evidence, ...issued.map((item) => evidenceOf(resource, item, `issued by ${clientSigner}`))];
  return judged(method.id, evidence, method.gaps);
}

type OfOther = (source: AuthenticationSource, control: ControlPlane) => AuthenticationMethod;

const others: Readonly<Record<Exclude<MethodId, keyof typeof methodFlags>, OfOther>> = {
  serviceAccountTokens: () => ({ id: "serviceAccountTokens", state: "on", evidence: [], gaps: [] }),

  tokenSecrets({ looks }) {
    const tokens = looks.secrets.items.filter((secret) => tokenSecretOf(secret) !== undefined);
    const evidence = tokens.map((item) => evidenceOf("secrets", item, "a token without an end"));
    return judged("tokenSecrets", evidence, gapsOf(looks.secrets as Look));
  },

  /** On unless a flag says otherwise; a configuration file may limit it to some paths. */
  anonymous(_, { servers, gaps }) {
    const open = servers.filter(({ flags }) => flags["anonymous-auth"] !== "false");
    const evidence = open.map(({ pod, flags }) =>
      evidenceOf("pods", pod, flags["anonymous-auth"] === undefined ? "no --anonymous-auth=false" : "--anonymous-auth=true"),
    );
    return judged("anonymous", evidence, gaps);
  },

  /** Only EKS' older map lies in the cluster; access entries, IAM of Google and Azure's roles lie outside, and are never seen. */
  cloudMap({ looks }) {
    const maps = looks.configmaps.items.filter(({ meta }) => meta.namespace === "kube-system" && meta.name === "aws-auth");
    const evidence = maps.map((item) => evidenceOf("configmaps", item, "identities of AWS as users and groups"));
    return judged("cloudMap", evidence, [outside, ...gapsOf(looks.configmaps as Look)]);
  },

  cloudIdentity({ looks }) {
    const evidence = looks.serviceaccounts.items.flatMap((item) =>
      cloudAnnotations.flatMap((key) => {
        const value = item.meta.annotations?.[key];
        return value === undefined ? [] : [evidenceOf("serviceaccounts", item, `${key}: ${value}`)];
      }),
    );
    return judged("cloudIdentity", evidence, gapsOf(looks.serviceaccounts as Look));
  },

  spiffe(source) {
    const drivers = source.looks["csidrivers.storage.k8s.io"];
    const evidence = drivers.items
      .filter(({ meta }) => meta.name === "csi.spiffe.io")
      .map((item) => evidenceOf("csidrivers.storage.k8s.io", item, "identities as volumes"));
    const kinds = kindsOf(source, ["spire.spiffe.io"]);
    return judged("spiffe", [...evidence, ...kinds.evidence], [...gapsOf(drivers as Look), ...kinds.gaps]);
  },

  mesh(source) {
    const kinds = kindsOf(source, ["security.istio.io", "linkerd.io", "policy.linkerd.io"]);
    return judged("mesh", kinds.evidence, kinds.gaps);
  },
};

const outside: Gap = {
  resource: "configmaps",
  reason: "outside",
  detail: "EKS access entries, Google Cloud IAM and Azure roles lie outside the cluster",
};

function kindsOf({ looks }: AuthenticationSource, groups: readonly string[]): Pick<AuthenticationMethod, "evidence" | "gaps"> {
  const resource = "customresourcedefinitions.apiextensions.k8s.io";
  const found = looks[resource].items.filter(({ group }) => groups.includes(group));
  return {
    evidence: found.map((item) => evidenceOf(resource, item, "its kinds are installed")),
    gaps: gapsOf(looks[resource] as Look),
  };
}

function evidenceOf(resource: ResourceId, { meta }: ItemBase, says: string): MethodEvidence {
  const place = meta.namespace === undefined ? "" : `${meta.namespace}/`;
  return { object: `${definitionOf(resource).kind} ${place}${meta.name}`, says };
}
