/** The rights that lead on: what each is to the API server, and which of them a role gives. */
import type { PolicyRule } from "../../inventory/items.ts";
import type { ResourceAttributes } from "../attributes.ts";
import { memo } from "../memo.ts";
import { ruleAllows } from "../predicates.ts";
import type { RoleEntry } from "../rbac-index.ts";

interface RightDefinition {
  /** Any of these requests is the right. */
  readonly requests: readonly ResourceAttributes[];
  /** Whether a rule that names objects gives it for those; the request that creates an object carries no name. */
  readonly named: boolean;
  /** It holds in the whole cluster or not at all. */
  readonly clusterOnly: boolean;
}

const rbac = "rbac.authorization.k8s.io";
const certificates = "certificates.k8s.io";

function each(verbs: string, ...targets: readonly string[]): readonly ResourceAttributes[] {
  return targets.flatMap((target) => {
    const [path = "", group = ""] = target.split("@");
    const [resource = "", subresource] = path.split("/");
    return verbs.split(",").map((verb) => ({ verb, group, resource, ...(subresource === undefined ? {} : { subresource }) }));
  });
}

function inNamespaces(requests: readonly ResourceAttributes[]): RightDefinition {
  return { requests, named: true, clusterOnly: false };
}

function creating(requests: readonly ResourceAttributes[]): RightDefinition {
  return { requests, named: false, clusterOnly: false };
}

function inCluster(requests: readonly ResourceAttributes[]): RightDefinition {
  return { requests, named: true, clusterOnly: true };
}

function creatingInCluster(requests: readonly ResourceAttributes[]): RightDefinition {
  return { requests, named: false, clusterOnly: true };
}

/** The controllers whose template may be changed afterwards; a Job's may not. */
export const changeable = [
  "deployments.apps",
  "daemonsets.apps",
  "statefulsets.apps",
  "replicasets.apps",
  "replicationcontrollers",
  "cronjobs.batch",
] as const;
type Changeable = (typeof changeable)[number];

const changes = Object.fromEntries(
  changeable.map((resource) => {
    const [plural = "", group = ""] = resource.split(".");
    return [`change ${resource}`, inNamespaces(each("update,patch", `${plural}@${group}`))];
  }),
) as Readonly<Record<`change ${Changeable}`, RightDefinition>>;

export const rights = {
  startPods: creating(
    each(
      "create",
      "pods",
      "replicationcontrollers",
      ...["deployments@apps", "daemonsets@apps", "statefulsets@apps", "replicasets@apps", "jobs@batch", "cronjobs@batch"],
    ),
  ),
  ...changes,
  enterPods: inNamespaces([
    ...each("create", "pods/exec", "pods/attach"),
    ...each("update,patch", "pods/ephemeralcontainers", "pods"),
  ]),
  /** Until 1.34 the API server asked for `get` alone where a browser's kind of connection is opened. */
  enterPodsByGet: inNamespaces(each("get", "pods/exec", "pods/attach")),
  createTokens: inNamespaces(each("create", "serviceaccounts/token")),
  readSecrets: inNamespaces(each("get,list,watch", "secrets")),
  createSecrets: creating(each("create", "secrets")),
  createAccounts: creating(each("create", "serviceaccounts")),
  createClaims: creating(each("create", "persistentvolumeclaims", "statefulsets@apps")),
  impersonateAccounts: inNamespaces(each("impersonate", "serviceaccounts")),
  changeNamespaces: inNamespaces(each("update,patch", "namespaces")),
  changeConfigMaps: inNamespaces(each("update,patch", "configmaps")),
  createRoleBindings: creating(each("create", `rolebindings@${rbac}`)),
  changeRoleBindings: inNamespaces(each("update,patch", `rolebindings@${rbac}`)),
  bindRoles: inNamespaces(each("bind", `roles@${rbac}`)),
  bindClusterRoles: inNamespaces(each("bind", `clusterroles@${rbac}`)),
  changeRoles: inNamespaces(each("update,patch", `roles@${rbac}`)),
  escalateRoles: inNamespaces(each("escalate", `roles@${rbac}`)),
  createClusterRoleBindings: creatingInCluster(each("create", `clusterrolebindings@${rbac}`)),
  changeClusterRoleBindings: inCluster(each("update,patch", `clusterrolebindings@${rbac}`)),
  changeClusterRoles: inCluster(each("update,patch", `clusterroles@${rbac}`)),
  escalateClusterRoles: inCluster(each("escalate", `clusterroles@${rbac}`)),
  impersonateUsers: inCluster(each("impersonate", "users")),
  impersonateGroups: inCluster(each("impersonate", "groups")),
  proxyNodes: inCluster(each("get,create", "nodes/proxy")),
  createVolumes: creatingInCluster(each("create", "persistentvolumes")),
  createMutatingWebhooks: creatingInCluster(each("create", "mutatingwebhookconfigurations@admissionregistration.k8s.io")),
  changeMutatingWebhooks: inCluster(each("update,patch", "mutatingwebhookconfigurations@admissionregistration.k8s.io")),
  createValidatingWebhooks: creatingInCluster(each("create", "validatingwebhookconfigurations@admissionregistration.k8s.io")),
  changeValidatingWebhooks: inCluster(each("update,patch", "validatingwebhookconfigurations@admissionregistration.k8s.io")),
  createCertificates: creatingInCluster(each("create", `certificatesigningrequests@${certificates}`)),
  readCertificates: inCluster(each("get,list,watch", `certificatesigningrequests@${certificates}`)),
  approveCertificates: inCluster(each("update,patch", `certificatesigningrequests/approval@${certificates}`)),
  approveSigners: inCluster(each("approve", `signers@${certificates}`)),
} satisfies Readonly<Record<string, RightDefinition>>;

export type RightId = keyof typeof rights;
export const rightIds = Object.keys(rights) as readonly RightId[];

/** A right that a rule of a role gives. */
export interface Given {
  readonly right: RightId;
  /** The objects to which it is limited; absent where it holds for any. */
  readonly names?: readonly string[];
  readonly ruleIndex: number;
}

interface Candidate {
  readonly right: RightId;
  readonly request: ResourceAttributes;
}

const candidates: readonly Candidate[] = rightIds.flatMap((right) =>
  rights[right].requests.map((request) => ({ right, request })),
);
const byTarget = Map.groupBy(candidates, ({ request }) => targetOf(request.group, request.resource, request.subresource));

function targetOf(group: string, resource: string, subresource?: string): string {
  return `${resource}${subresource === undefined ? "" : `/${subresource}`}@${group}`;
}

/** Most rules name what they are about, and are compared with that alone. */
function candidatesOf({ apiGroups = [], resources = [] }: PolicyRule): readonly Candidate[] {
  const open = apiGroups.includes("*") || resources.some((resource) => resource === "*" || resource.startsWith("*/"));
  if (open) return candidates;
  return apiGroups.flatMap((group) => resources.flatMap((resource) => byTarget.get(`${resource}@${group}`) ?? []));
}

const rightsOfRule = memoOfRules((rule): readonly Omit<Given, "ruleIndex">[] => {
  const names = rule.resourceNames?.length ? rule.resourceNames : undefined;
  const unlimited = names === undefined ? rule : { ...rule, resourceNames: [] };
  const found = new Set<RightId>();
  for (const { right, request } of candidatesOf(rule))
    if ((names === undefined || rights[right].named) && ruleAllows(request, unlimited)) found.add(right);
  return [...found].map((right) => (names === undefined ? { right } : { right, names }));
});

function memoOfRules<T>(compute: (rule: PolicyRule) => T): (rule: PolicyRule) => T {
  const known = new WeakMap<PolicyRule, { readonly value: T }>();
  return (rule) => {
    const found = known.get(rule) ?? { value: compute(rule) };
    known.set(rule, found);
    return found.value;
  };
}

/** @returns what tells the rights that a role gives, each by the first rule that gives it to so many objects. */
export function createRightsOfRole(): (role: RoleEntry) => readonly Given[] {
  return memo(({ rules }: RoleEntry) => {
    const found = new Map<string, Given>();
    for (const [ruleIndex, rule] of rules.entries())
      for (const given of rightsOfRule(rule)) {
        const key = `${given.right} ${given.names?.join(" ") ?? ""}`;
        if (!found.has(key)) found.set(key, { ...given, ruleIndex });
      }
    return [...found.values()];
  });
}
