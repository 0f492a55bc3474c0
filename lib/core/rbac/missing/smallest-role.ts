/** The least that would turn a no into a yes: a role with one rule, and a binding that gives it to who asked. */
import type { PolicyRule } from "../../inventory/items.ts";
import { type Attributes, combinedResource, isUrl } from "../attributes.ts";
import { type RbacIndex, roleKey } from "../rbac-index.ts";
import { namespaceOfRequest } from "../scope.ts";
import type { SubjectRef } from "../subject.ts";

export interface GrantQuestion {
  readonly subject: SubjectRef;
  /** Requests of the same target, one for each verb. */
  readonly alternatives: readonly Attributes[];
  /** Empty: in the whole cluster. */
  readonly namespace: string;
}

/** An object of rbac.authorization.k8s.io, as kubectl applies it. */
export interface RbacManifest {
  readonly apiVersion: "rbac.authorization.k8s.io/v1";
  readonly kind: "Role" | "ClusterRole" | "RoleBinding" | "ClusterRoleBinding";
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [field: string]: unknown;
}

const group = "rbac.authorization.k8s.io";
const apiVersion = `${group}/v1` as const;

/** @returns the role and its binding, in the order in which they have to be applied. No object of these names exists. */
export function smallestGrant(index: RbacIndex, question: GrantQuestion): readonly RbacManifest[] {
  const { subject, alternatives } = question;
  const [first] = alternatives;
  if (first === undefined) return [];
  const namespace = isUrl(first) ? "" : namespaceOfRequest(index.discovery, first, question.namespace);
  const name = freeName(index, namespace, baseName(subject, first));
  const metadata = namespace === "" ? { name } : { name, namespace };
  const roleKind = namespace === "" ? "ClusterRole" : "Role";
  return [
    { apiVersion, kind: roleKind, metadata, rules: [ruleOf(first, alternatives)] },
    {
      apiVersion,
      kind: `${roleKind}Binding`,
      metadata,
      roleRef: { apiGroup: group, kind: roleKind, name },
      subjects: [boundSubject(subject)],
    },
  ];
}

/** Requests that carry no name in their path, so that a rule which names objects never gives them. */
const nameless = new Set(["create", "deletecollection"]);

function ruleOf(first: Attributes, alternatives: readonly Attributes[]): PolicyRule {
  const verbs = [...new Set(alternatives.map(({ verb }) => verb))];
  if (isUrl(first)) return { nonResourceURLs: [first.path], verbs };
  const named = first.name && (first.subresource || !verbs.some((verb) => nameless.has(verb)));
  return {
    apiGroups: [first.group],
    resources: [combinedResource(first)],
    ...(named && { resourceNames: [first.name as string] }),
    verbs,
  };
}

function boundSubject({ kind, name, namespace }: SubjectRef): object {
  return kind === "ServiceAccount" ? { kind, name, namespace } : { apiGroup: group, kind, name };
}

/** `deployer-delete-nodes`: letters, digits and dashes, so that it is a name whoever asks. */
function baseName(subject: SubjectRef, attributes: Attributes): string {
  const what = isUrl(attributes) ? attributes.path : combinedResource(attributes);
  const plain = `${subject.name}-${attributes.verb}-${what}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 50).replace(/-+$/, "") || "access";
}

function freeName(index: RbacIndex, namespace: string, base: string): string {
  const taken = new Set(index.bindings.filter((binding) => binding.namespace === namespace).map(({ item }) => item.meta.name));
  const isTaken = (name: string) =>
    taken.has(name) || (namespace === "" ? index.clusterRoles.has(name) : index.roles.has(roleKey(namespace, name)));
  for (let turn = 1; ; turn += 1) {
    const name = turn === 1 ? base : `${base}-${turn}`;
    if (!isTaken(name)) return name;
  }
}
