/**
 * What makes somebody the administrator of one namespace and of nothing else: a role without a way out, and what keeps its
 * holders' pods from the node, from more than their share, and from other namespaces.
 */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import type { PolicyRule } from "../../inventory/items.ts";
import { dns } from "../../network-policy/dns.ts";
import type { SubjectRef } from "../subject.ts";

export interface DelegationOptions {
  readonly namespace: string;
  readonly subjects: readonly SubjectRef[];
  readonly podSecurity: "baseline" | "restricted";
  readonly quota: boolean;
  readonly networkPolicy: boolean;
}

const all = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
const look = ["get", "list", "watch"];
const name = "namespace-administrator";
const rbac = "rbac.authorization.k8s.io";

/**
 * It may give its own rights away, which the API server limits to those; it holds no bind, escalate or impersonate, cannot change
 * its Namespace's labels, and can only look at what limits it.
 */
const rules: readonly PolicyRule[] = [
  {
    apiGroups: [""],
    resources: [
      ...["configmaps", "persistentvolumeclaims", "pods", "replicationcontrollers", "replicationcontrollers/scale"],
      ...["secrets", "serviceaccounts", "services"],
    ],
    verbs: all,
  },
  { apiGroups: [""], resources: ["pods/attach", "pods/exec", "pods/portforward"], verbs: ["create", "get"] },
  { apiGroups: [""], resources: ["pods/ephemeralcontainers"], verbs: ["patch", "update"] },
  { apiGroups: [""], resources: ["pods/eviction"], verbs: ["create"] },
  {
    apiGroups: [""],
    resources: ["endpoints", "events", "limitranges", "pods/log", "pods/status", "resourcequotas"],
    verbs: look,
  },
  {
    apiGroups: ["apps"],
    resources: [
      ...["daemonsets", "deployments", "deployments/scale", "replicasets", "replicasets/scale"],
      ...["statefulsets", "statefulsets/scale"],
    ],
    verbs: all,
  },
  { apiGroups: ["batch"], resources: ["cronjobs", "jobs"], verbs: all },
  { apiGroups: ["autoscaling"], resources: ["horizontalpodautoscalers"], verbs: all },
  { apiGroups: ["policy"], resources: ["poddisruptionbudgets"], verbs: all },
  { apiGroups: ["networking.k8s.io"], resources: ["ingresses"], verbs: all },
  { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: look },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: look },
  { apiGroups: [rbac], resources: ["rolebindings", "roles"], verbs: all },
];

/** @returns the objects, in the order in which they are to be applied. */
export function delegationObjects(options: DelegationOptions): readonly KubernetesObject[] {
  return [
    namespaceObject(options),
    ...(options.quota ? quotaObjects(options) : []),
    ...(options.networkPolicy ? policyObjects(options) : []),
    { apiVersion: `${rbac}/v1`, kind: "Role", metadata: { name, namespace: options.namespace }, rules },
    bindingObject(options),
  ];
}

function namespaceObject({ namespace, podSecurity }: DelegationOptions): KubernetesObject {
  const level = (mode: string, value: string) => [`pod-security.kubernetes.io/${mode}`, value] as const;
  const labels = Object.fromEntries([level("enforce", podSecurity), level("audit", "restricted"), level("warn", "restricted")]);
  return { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace, labels } };
}

function bindingObject({ namespace, subjects }: DelegationOptions): KubernetesObject {
  return {
    apiVersion: `${rbac}/v1`,
    kind: "RoleBinding",
    metadata: { name, namespace },
    roleRef: { apiGroup: rbac, kind: "Role", name },
    subjects: subjects.map((subject) =>
      subject.kind === "ServiceAccount"
        ? { kind: subject.kind, namespace: subject.namespace, name: subject.name }
        : { apiGroup: rbac, kind: subject.kind, name: subject.name },
    ),
  };
}

/** Figures to start from; a container that says nothing gets the defaults, because a quota refuses it otherwise. */
function quotaObjects({ namespace }: DelegationOptions): readonly KubernetesObject[] {
  const hard = { pods: "50", "requests.cpu": "10", "requests.memory": "20Gi", "limits.memory": "40Gi" };
  const counts = { "services.loadbalancers": "0", "services.nodeports": "0", "count/secrets": "200", "count/configmaps": "200" };
  const container = {
    type: "Container",
    default: { memory: "256Mi" },
    defaultRequest: { cpu: "100m", memory: "128Mi" },
  };
  return [
    { apiVersion: "v1", kind: "ResourceQuota", metadata: { name, namespace }, spec: { hard: { ...hard, ...counts } } },
    { apiVersion: "v1", kind: "LimitRange", metadata: { name, namespace }, spec: { limits: [container] } },
  ];
}

/** Nothing in or out, then what nearly everything needs: one another, and names. */
function policyObjects({ namespace }: DelegationOptions): readonly KubernetesObject[] {
  const policy = (policyName: string, spec: object): KubernetesObject => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: policyName, namespace },
    spec: { podSelector: {}, ...spec },
  });
  const own = [{ podSelector: {} }];
  return [
    policy("default-deny", { policyTypes: ["Ingress", "Egress"] }),
    policy("within-the-namespace", { policyTypes: ["Ingress", "Egress"], ingress: [{ from: own }], egress: [{ to: own }, dns] }),
  ];
}
