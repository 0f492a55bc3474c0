/**
 * Rights that lead further than they look: what each allows, and its consequence. The matrix counts them, and checks explain
 * them one by one.
 */
import type { ResourceAttributes } from "./attributes.ts";
import { requestsFor as each } from "./requests-for.ts";

export interface Danger {
  readonly id: string;
  /** What its holder may do, as the end of "may …". */
  readonly may: string;
  /** Any of these requests suffices; without a name, because a right that names its objects is another, smaller one. */
  readonly requests: readonly ResourceAttributes[];
  /** Of them, those that sufficed only up to a minor of 1.x. */
  readonly until?: { readonly minor: number; readonly requests: readonly ResourceAttributes[] };
  /** Whether it works from a RoleBinding, in its namespace. */
  readonly namespaced: boolean;
}

const rbac = "rbac.authorization.k8s.io";
const admission = "admissionregistration.k8s.io";

/** A WebSocket begins with GET: from 1.35 on the API server asks for create all the same. */
const enteredByGet = each(["get"], ["", "pods/exec"], ["", "pods/attach"]);

export const dangers = [
  {
    id: "read-secrets",
    may: "read the values of Secrets",
    namespaced: true,
    requests: each(["get", "list", "watch"], ["", "secrets"]),
  },
  {
    id: "write-secrets",
    may: "create Secrets, among them tokens of service accounts",
    namespaced: true,
    requests: each(["create", "update", "patch"], ["", "secrets"]),
  },
  {
    id: "create-tokens",
    may: "create tokens of service accounts",
    namespaced: true,
    requests: each(["create"], ["", "serviceaccounts/token"]),
  },
  {
    id: "create-pods",
    may: "start pods as any service account of the namespace",
    namespaced: true,
    requests: [
      ...each(["create"], ["", "pods"]),
      ...each(
        ["create", "update", "patch"],
        ["", "replicationcontrollers"],
        ["apps", "deployments"],
        ["apps", "daemonsets"],
        ["apps", "statefulsets"],
        ["apps", "replicasets"],
        ["batch", "jobs"],
        ["batch", "cronjobs"],
      ),
    ],
  },
  {
    id: "enter-pods",
    may: "run code in pods that others started",
    namespaced: true,
    requests: [...each(["create"], ["", "pods/exec"], ["", "pods/attach"]), ...enteredByGet],
    until: { minor: 34, requests: enteredByGet },
  },
  {
    id: "change-pods",
    may: "put containers and images of their own into pods that others started",
    namespaced: true,
    requests: each(["update", "patch"], ["", "pods/ephemeralcontainers"], ["", "pods"]),
  },
  {
    id: "proxy-nodes",
    may: "run code in every pod of a node, past audit and admission",
    namespaced: false,
    requests: each(["get", "create"], ["", "nodes/proxy"]),
  },
  {
    id: "escalate",
    may: "write any right into a role",
    namespaced: true,
    requests: each(["escalate"], [rbac, "roles"], [rbac, "clusterroles"]),
  },
  {
    id: "bind",
    may: "give any role to anybody",
    namespaced: true,
    requests: each(["bind"], [rbac, "roles"], [rbac, "clusterroles"]),
  },
  {
    id: "impersonate",
    may: "act as other users or groups",
    namespaced: false,
    requests: each(["impersonate"], ["", "users"], ["", "groups"]),
  },
  {
    id: "impersonate-accounts",
    may: "act as service accounts",
    namespaced: true,
    requests: each(["impersonate"], ["", "serviceaccounts"]),
  },
  {
    id: "approve-certificates",
    may: "approve client certificates",
    namespaced: false,
    requests: each(["update", "patch"], ["certificates.k8s.io", "certificatesigningrequests/approval"]),
  },
  {
    id: "write-webhooks",
    may: "read and change every request through admission webhooks",
    namespaced: false,
    requests: each(
      ["create", "update", "patch"],
      [admission, "mutatingwebhookconfigurations"],
      [admission, "validatingwebhookconfigurations"],
    ),
  },
  {
    id: "write-admission-policies",
    may: "change and refuse every request through admission policies",
    namespaced: false,
    requests: each(
      ["create", "update", "patch"],
      [admission, "mutatingadmissionpolicies"],
      [admission, "mutatingadmissionpolicybindings"],
      [admission, "validatingadmissionpolicies"],
      [admission, "validatingadmissionpolicybindings"],
    ),
  },
  {
    id: "extend-api",
    may: "answer for the API server in groups and versions of their choice",
    namespaced: false,
    requests: each(["create", "update", "patch"], ["apiregistration.k8s.io", "apiservices"]),
  },
  {
    id: "create-volumes",
    may: "reach the file systems of nodes through volumes",
    namespaced: false,
    requests: each(["create"], ["", "persistentvolumes"]),
  },
  {
    id: "change-namespaces",
    may: "lift Pod Security from namespaces",
    namespaced: true,
    requests: each(["update", "patch"], ["", "namespaces"]),
  },
  {
    id: "change-nodes",
    may: "change nodes, and so steer pods",
    namespaced: false,
    requests: each(["update", "patch"], ["", "nodes"], ["", "nodes/status"]),
  },
] as const satisfies readonly Danger[];

export type DangerId = (typeof dangers)[number]["id"];

/** @returns the requests that suffice in a cluster of a minor; all, where it is unknown. */
export function requestsAt(
  { requests, until }: Pick<Danger, "requests" | "until">,
  minor: string | undefined,
): readonly ResourceAttributes[] {
  const number = Number(minor?.split(".")[1] ?? Number.NaN);
  return until !== undefined && number > until.minor ? requests.filter((request) => !until.requests.includes(request)) : requests;
}

export type KnownDanger = Danger & { readonly id: DangerId };

interface DangersOfMinor {
  readonly list: readonly KnownDanger[];
  readonly byRequest: ReadonlyMap<string, KnownDanger>;
}

const known: readonly KnownDanger[] = dangers;
const byMinor = new Map<string | undefined, DangersOfMinor>();

function ofMinor(minor: string | undefined): DangersOfMinor {
  const found = byMinor.get(minor);
  if (found) return found;
  const list = known.map((danger) => ({ ...danger, requests: requestsAt(danger, minor) }));
  const entries = list.flatMap((danger) => danger.requests.map((request) => [keyOf(request), danger] as const));
  const made = { list, byRequest: new Map(entries) };
  byMinor.set(minor, made);
  return made;
}

/** @returns the dangers of a cluster of a minor, each with the requests that suffice there, in the order of `dangers`. */
export function dangersAt(minor: string | undefined): readonly KnownDanger[] {
  return ofMinor(minor).list;
}

function keyOf({ verb, group, resource, subresource = "" }: ResourceAttributes): string {
  return JSON.stringify([verb, group, resource, subresource]);
}

/** @returns what this request lets its holder do beyond itself, as the end of "may …"; undefined where it leads no further. */
export function consequenceOf(request: ResourceAttributes, minor: string | undefined): string | undefined {
  return ofMinor(minor).byRequest.get(keyOf(request))?.may;
}

/** @returns the danger of an id. */
export function dangerOf(id: DangerId): Danger {
  return dangers.find((danger) => danger.id === id) as Danger;
}
