/** Worlds that the tests of many checks of RBAC share; nothing of the product imports them. */
import type { KubernetesObject } from "../../inventory/from-objects.ts";
import type { PolicyRule } from "../../inventory/items.ts";
import { clusterBinding, clusterRole } from "../../rbac/worlds.ts";
import type { World } from "../tester.ts";

/** What hides any right: the role, the bindings of the cluster, the bindings of a namespace. */
export const unseenAccess = [
  {
    name: "the role of the binding was not seen",
    objects: [clusterBinding("holders", "holder", "Group:team")],
    unseen: ["clusterroles.rbac.authorization.k8s.io"],
  },
  { name: "cluster bindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] },
  {
    name: "bindings of one namespace were not seen",
    objects: [],
    dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
  },
] as const satisfies readonly World[];

/** @returns the role `holder` with these rules, bound in the whole cluster to `Group:team` or to the subjects that are given. */
export function held(rules: readonly PolicyRule[], ...subjects: string[]): KubernetesObject[] {
  const [first = "Group:team", ...others] = subjects;
  return [clusterRole("holder", rules), clusterBinding("holders", "holder", first, ...others)];
}

export function namespace(name: string, enforce?: string): KubernetesObject {
  const labels = enforce === undefined ? undefined : { "pod-security.kubernetes.io/enforce": enforce };
  return { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
}
