/** What bindings grant, laid flat: one entry for each rule that a binding brings, so that questions can be made from it. */
import type { Binding, ClusterRole, RbacObjects, Role, Rule, Subject } from "./rbac-objects.ts";

export interface Grant {
  readonly rule: Rule;
  readonly subjects: readonly Subject[];
  /** The RoleBinding's namespace; absent for a ClusterRoleBinding. */
  readonly namespace?: string;
  /** Whether the rule stands in a role that is put together from others. */
  readonly aggregated: boolean;
}

/** Every rule of every binding whose role is there and that has a subject. */
export function grantsOf({ roles, clusterRoles, roleBindings, clusterRoleBindings }: RbacObjects): Grant[] {
  const rolesByKey = new Map(roles.map((role) => [`${role.metadata.namespace}/${role.metadata.name}`, role]));
  const clusterRolesByName = new Map(clusterRoles.map((role) => [role.metadata.name, role]));
  const roleOf = ({ roleRef, metadata }: Binding): Role | undefined =>
    roleRef.kind === "Role" ? rolesByKey.get(`${metadata.namespace}/${roleRef.name}`) : clusterRolesByName.get(roleRef.name);
  return [...roleBindings, ...clusterRoleBindings].flatMap((binding) => {
    const subjects = binding.subjects ?? [];
    if (subjects.length === 0) return [];
    const { namespace } = binding.metadata;
    const role = roleOf(binding);
    const aggregated = (role as ClusterRole | undefined)?.aggregationRule !== undefined;
    return (role?.rules ?? []).map((rule) => ({ rule, subjects, aggregated, ...(namespace && { namespace }) }));
  });
}
