/** Generated clusters for properties of the assessment: small, and full of what the checks look for. */
import fc from "fast-check";
import { apiServerPod } from "../authentication/api-server-pod.ts";
import { inventoryOfObjects, type KubernetesObject } from "../inventory/from-objects.ts";
import { hide, hideVersion } from "../inventory/hide.ts";
import type { Inventory } from "../inventory/inventory.ts";
import type { PolicyRule } from "../inventory/items.ts";
import { definitionOf, type ResourceId, resourceIds } from "../inventory/resources.ts";
import { binding, clusterBinding, clusterRole, role } from "../rbac/worlds.ts";
import { faults as podSecurityFaults } from "./admission/worlds.ts";
import { controlPlaneFaults, endingAuthority } from "./control-plane/worlds.ts";
import { debugged, isolationFaults } from "./isolation/worlds.ts";
import { addedFaults, networkFaults } from "./network/worlds.ts";
import { operationsFaults } from "./operations/worlds.ts";
import { secretFaults } from "./secrets/worlds.ts";
import { storageFaults } from "./storage/worlds.ts";
import { supplyChainFaults } from "./supply-chain/worlds.ts";
import { faults } from "./upgrade/worlds.ts";
import { container, controlledBy, podSpec } from "./workload/worlds.ts";

const namespaces = ["shop", "ci", "kube-system"];
const namespace = fc.constantFrom(...namespaces);

const everything: PolicyRule = { verbs: ["*"], apiGroups: ["*"], resources: ["*"] };
const someRule: fc.Arbitrary<PolicyRule> = fc.record({
  verbs: fc.subarray(["get", "list", "create", "patch", "update", "bind", "escalate", "impersonate", "*"], {
    minLength: 1,
    maxLength: 3,
  }),
  apiGroups: fc.subarray(["", "apps", "rbac.authorization.k8s.io", "certificates.k8s.io", "admissionregistration.k8s.io", "*"], {
    minLength: 1,
  }),
  resources: fc.subarray(
    [
      "secrets",
      "pods",
      "pods/exec",
      "nodes/proxy",
      "serviceaccounts/token",
      "roles",
      "users",
      "namespaces",
      "persistentvolumes",
      "certificatesigningrequests/approval",
      "mutatingwebhookconfigurations",
      "configmaps",
      "workflows",
      "*",
    ],
    { minLength: 1, maxLength: 4 },
  ),
  resourceNames: fc.option(fc.constant(["one"]), { nil: undefined, freq: 4 }),
});
const rule = fc.oneof({ arbitrary: someRule, weight: 8 }, { arbitrary: fc.constant(everything), weight: 1 });
const rules = fc.array(rule, { minLength: 1, maxLength: 2 });
const subjects = fc.subarray(
  [
    "User:jane",
    "Group:team",
    "Group:system:masters",
    "Group:system:authenticated",
    "User:system:anonymous",
    "ServiceAccount:shop/default",
    "ServiceAccount:ci/runner",
    "ServiceAccount:gone/robot",
    "ServiceAccount:runner",
  ],
  { maxLength: 3 },
);

/** Names of Kubernetes' own objects are among them, with contents that are not. */
const clusterRoleNames = ["cluster-admin", "view", "system:basic-user", "system:metrics", "reader"];
const access = fc.oneof(
  fc.tuple(fc.constantFrom(...clusterRoleNames), rules).map(([name, list]) => clusterRole(name, list)),
  fc.tuple(namespace, fc.constantFrom("reader", "owner"), rules).map(([inside, name, list]) => role(inside, name, list)),
  fc
    .tuple(
      fc.constantFrom("cluster-admin", "system:basic-user", "b", "c", "d", "e"),
      fc.constantFrom(...clusterRoleNames),
      subjects,
    )
    .map(([name, ref, to]) => clusterBinding(name, ref, ...to)),
  fc
    .tuple(
      namespace,
      fc.constantFrom("a", "b", "c"),
      fc.constantFrom("Role reader", "Role owner", "ClusterRole view", "ClusterRole cluster-admin"),
      subjects,
    )
    .map(([inside, name, ref, to]) => binding(inside, name, ref, ...to)),
);

const security = fc.record(
  {
    privileged: fc.boolean(),
    allowPrivilegeEscalation: fc.boolean(),
    runAsUser: fc.constantFrom(0, 1000),
    runAsNonRoot: fc.boolean(),
    seccompProfile: fc.constantFrom({ type: "RuntimeDefault" }, { type: "Unconfined" }),
    capabilities: fc.constantFrom({ add: ["SYS_ADMIN"] }, { add: ["NET_RAW"] }, { drop: ["ALL"] }),
  },
  { requiredKeys: [] },
);
const spec = fc
  .record({
    security: fc.option(security, { nil: undefined }),
    host: fc.record({ hostPID: fc.boolean(), hostNetwork: fc.boolean() }, { requiredKeys: [] }),
    volumes: fc.constantFrom([], [{ name: "v", hostPath: { path: "/var/run/docker.sock" } }], [{ name: "v", emptyDir: {} }]),
    env: fc.constantFrom([], [{ name: "DB_PASSWORD", value: "x" }]),
    more: fc.constantFrom({}, { image: "web:1" }, { resources: {} }, { ports: [{ containerPort: 80, hostPort: 80 }] }),
    account: fc.constantFrom(undefined, "runner"),
    good: fc.boolean(),
  })
  .map(({ security: context, host, volumes, env, account, good, more }) =>
    good
      ? podSpec()
      : podSpec(
          { ...host, volumes, serviceAccountName: account, automountServiceAccountToken: undefined },
          container({ securityContext: context, env, ...more }),
        ),
  );
const running = fc
  .tuple(fc.constantFrom("Pod", "ReplicaSet", "Deployment", "CronJob"), namespace, fc.constantFrom("a", "b"), fc.boolean(), spec)
  .map(([kind, inside, name, owned, podTemplate]): KubernetesObject => {
    const owner = kind === "Pod" ? "ReplicaSet" : "Deployment";
    const metadata = { namespace: inside, name, ...(owned ? controlledBy(owner, name) : {}) };
    const template = { template: { spec: podTemplate } };
    if (kind === "Pod") return { apiVersion: "v1", kind, metadata, spec: podTemplate };
    if (kind === "CronJob") return { apiVersion: "batch/v1", kind, metadata, spec: { jobTemplate: { spec: template } } };
    return { apiVersion: "apps/v1", kind, metadata, spec: { replicas: 1, ...template } };
  });

const other = fc.oneof(
  namespace.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })),
  fc
    .tuple(namespace, fc.constantFrom("default", "runner"))
    .map(([inside, name]) => ({ apiVersion: "v1", kind: "ServiceAccount", metadata: { namespace: inside, name } })),
  fc.tuple(namespace, fc.constantFrom("dbPassword", "level")).map(([inside, key]) => ({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { namespace: inside, name: key },
    data: { [key]: "x" },
  })),
  fc.constantFrom(
    { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "kube-system", name: "coredns" }, data: {} },
    {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name: "workflows.argoproj.io" },
      spec: {
        group: "argoproj.io",
        scope: "Namespaced",
        names: { kind: "Workflow", plural: "workflows" },
        versions: [{ name: "v1", served: true }],
      },
    },
  ),
  namespace.map((inside) => ({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { namespace: inside, name: "t", annotations: { "kubernetes.io/service-account.name": "runner" } },
    type: "kubernetes.io/service-account-token",
  })),
  fc.constantFrom("--client-ca-file=/c", "--token-auth-file=/t", "--oidc-issuer-url=https://i").map((flag) => apiServerPod(flag)),
  fc.constantFrom("jane", "system:serviceaccount:ci:runner").map((username) => ({
    apiVersion: "certificates.k8s.io/v1",
    kind: "CertificateSigningRequest",
    metadata: { name: "client" },
    spec: { signerName: "kubernetes.io/kube-apiserver-client", request: "", usages: ["client auth"], username },
    status: { certificate: "LS0t" },
  })),
);

/** @returns objects with one of each name: the last of them, as in a cluster. */
function distinct(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const key = ({ kind, metadata }: KubernetesObject) =>
    JSON.stringify([kind, (metadata as { namespace?: string }).namespace, (metadata as { name: string }).name]);
  return [...new Map(objects.map((object) => [key(object), object])).values()];
}

const atLeast = <T>(arbitrary: fc.Arbitrary<T>, minLength: number) =>
  fc.array(arbitrary, { minLength, maxLength: minLength * 3, size: "max" });

/** What the checks of the platform find, in pieces that may be there or not. */
const postureFaults = [
  controlPlaneFaults,
  isolationFaults,
  operationsFaults,
  secretFaults,
  storageFaults,
  { authority: [endingAuthority], debugged: [debugged] },
].flatMap((faultsOfArea) => Object.values<readonly KubernetesObject[]>(faultsOfArea));

export const arbitraryObjects: fc.Arbitrary<readonly KubernetesObject[]> = fc
  .tuple(
    atLeast(access, 8),
    atLeast(running, 2),
    atLeast(other, 2),
    fc.subarray(Object.values(faults), { maxLength: 4 }),
    fc.subarray([podSecurityFaults]),
    fc.subarray([[...Object.values(networkFaults).flat(), ...addedFaults]]),
    fc.subarray(postureFaults, { maxLength: 4 }),
    fc.subarray(Object.values(supplyChainFaults)),
  )
  .map((lists) => distinct(lists.flat(2)));

/** One thing that a scanner is not allowed to see. */
export type Refusal = { readonly resource: ResourceId; readonly namespace?: string } | "version";

export const arbitraryRefusal: fc.Arbitrary<Refusal> = fc.oneof(
  { arbitrary: fc.constantFrom(...resourceIds).map((resource) => ({ resource })), weight: 4 },
  {
    arbitrary: fc
      .tuple(fc.constantFrom(...resourceIds.filter((id) => definitionOf(id).namespaced)), namespace)
      .map(([resource, inside]) => ({ resource, namespace: inside })),
    weight: 4,
  },
  { arbitrary: fc.constant("version" as const), weight: 1 },
);

/** @returns what a scanner sees that is refused one thing more. */
export function refuse(inventory: Inventory, refusal: Refusal): Inventory {
  return refusal === "version" ? hideVersion(inventory) : hide(inventory, refusal.resource, refusal.namespace);
}

/** @returns an inventory of the objects, seen in full. */
export function seenInFull(objects: Iterable<KubernetesObject>, minor = "1.37"): Inventory {
  return inventoryOfObjects(objects, {
    takenAt: "2026-11-23T14:02:00Z",
    source: "live",
    cluster: { uid: "u", version: `v${minor}.0`, minor, discovery: { resources: [], gaps: [] } },
  });
}
