/**
 * What Drydock asks a cluster's administrator for: a namespace, an account, and the least that lets it look. Everything comes
 * from the list of resources that the core reads, so that the two cannot drift apart.
 */
import { stringify } from "yaml";
import { type ResourceId, servedDefinitionOf, wantedResources } from "#core/inventory/resources.ts";

export interface ReaderOptions {
  readonly namespace?: string;
  readonly name?: string;
  /** Adds the role that lists Secrets, which Kubernetes cannot grant without their values. */
  readonly secretNames?: boolean;
}

type Named = Pick<ReaderOptions, "namespace" | "name">;

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

export interface UrlRule {
  readonly nonResourceURLs: readonly string[];
  readonly verbs: readonly string[];
}

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

export interface Subject {
  readonly kind: "ServiceAccount" | "User";
  readonly name: string;
  readonly namespace?: string;
}

/** Where the reader lives, unless somebody says otherwise. */
export const READER = { namespace: "drydock", name: "drydock-reader" } as const;

const RBAC = "rbac.authorization.k8s.io";
const LABELS = { "app.kubernetes.io/name": "drydock", "app.kubernetes.io/component": "reader" } as const;

/** @returns the manifests of a reader, in the order in which they have to be applied. */
export function readerManifests(options: ReaderOptions = {}): readonly Manifest[] {
  const { namespace, name } = { ...READER, ...options };
  const subject: Subject = { kind: "ServiceAccount", name, namespace };
  const basic = [
    namespaceManifest(namespace),
    serviceAccount(namespace, name),
    clusterRole(name, rulesFor(wantedResources())),
    clusterRoleBinding(name, subject),
    ...ownToken(namespace, name),
  ];
  return options.secretNames ? [...basic, ...secretNamesManifests(options)] : basic;
}

/** @returns the separate role for names of Secrets: whoever may list Secrets may read them, and Drydock keeps no value. */
export function secretNamesManifests(options: Named = {}): readonly Manifest[] {
  const { namespace, name } = { ...READER, ...options };
  const role = `${name}-secret-names`;
  return [clusterRole(role, rulesFor(["secrets"])), clusterRoleBinding(role, { kind: "ServiceAccount", name, namespace })];
}

/** @returns the separate role for releases of Helm: they are Secrets, and Kubernetes cannot tell some Secrets from others. */
export function helmReleasesManifests(options: Named = {}): readonly Manifest[] {
  const { namespace, name } = { ...READER, ...options };
  const role = `${name}-helm-releases`;
  return [
    clusterRole(role, rulesFor(["releases.helm.sh"])),
    clusterRoleBinding(role, { kind: "ServiceAccount", name, namespace }),
  ];
}

/** @returns the separate role that lets a scan compare its answers with the API server's: to ask what anybody may do. */
export function crossCheckManifests(options: Named = {}): readonly Manifest[] {
  const { namespace, name } = { ...READER, ...options };
  const role = `${name}-cross-check`;
  const rule = { apiGroups: ["authorization.k8s.io"], resources: ["subjectaccessreviews"], verbs: ["create"] };
  return [clusterRole(role, [rule]), clusterRoleBinding(role, { kind: "ServiceAccount", name, namespace })];
}

/** @returns the separate role for the API server's metrics, which say more than which deprecated versions were asked for. */
export function apiMetricsManifests(options: Named = {}): readonly Manifest[] {
  const { namespace, name } = { ...READER, ...options };
  const role = `${name}-api-metrics`;
  const rule = { nonResourceURLs: ["/metrics"], verbs: ["get"] };
  return [clusterRole(role, [rule]), clusterRoleBinding(role, { kind: "ServiceAccount", name, namespace })];
}

/** @returns a role with exactly these resources, bound to a subject: what a preflight finds missing. */
export function grantManifests(missing: readonly ResourceId[], subject: Subject): readonly Manifest[] {
  const name = `${READER.name}-additional`;
  return [clusterRole(name, rulesFor(missing)), clusterRoleBinding(name, subject)];
}

/** @returns rules that get and list the resources and nothing else: one a group, in order. */
export function rulesFor(ids: readonly ResourceId[]): readonly PolicyRule[] {
  const groups = Map.groupBy(new Set(ids.map(servedDefinitionOf)), ({ group }) => group);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, list]) => ({ apiGroups: [group], resources: list.map(({ plural }) => plural).sort(), verbs: ["get", "list"] }));
}

/** @returns manifests as one YAML text, ready for kubectl apply. */
export function renderManifests(manifests: readonly Manifest[]): string {
  return manifests.map((manifest) => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false })).join("---\n");
}

function namespaceManifest(namespace: string): Manifest {
  const labels = { ...LABELS, "pod-security.kubernetes.io/enforce": "restricted" };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels } };
}

/** No pod runs as the reader, so none needs its token. */
function serviceAccount(namespace: string, name: string): Manifest {
  const metadata = { name, namespace, labels: LABELS };
  return { apiVersion: "v1", kind: "ServiceAccount", metadata, automountServiceAccountToken: false };
}

/** The reader may make tokens for itself alone, by its name: so no token without an end is needed anywhere. */
function ownToken(namespace: string, name: string): Manifest[] {
  const metadata = { name: `${name}-own-token`, namespace, labels: LABELS };
  const rules: PolicyRule[] = [
    { apiGroups: [""], resources: ["serviceaccounts/token"], verbs: ["create"], resourceNames: [name] },
  ];
  const roleRef = { apiGroup: RBAC, kind: "Role", name: metadata.name };
  return [
    { apiVersion: `${RBAC}/v1`, kind: "Role", metadata, rules },
    { apiVersion: `${RBAC}/v1`, kind: "RoleBinding", metadata, roleRef, subjects: [{ kind: "ServiceAccount", name, namespace }] },
  ];
}

function clusterRole(name: string, rules: readonly (PolicyRule | UrlRule)[]): Manifest {
  return { apiVersion: `${RBAC}/v1`, kind: "ClusterRole", metadata: { name, labels: LABELS }, rules };
}

function clusterRoleBinding(name: string, subject: Subject): Manifest {
  const subjects = [subject.kind === "User" ? { ...subject, apiGroup: RBAC } : subject];
  return {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name, labels: LABELS },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name },
    subjects,
  };
}
