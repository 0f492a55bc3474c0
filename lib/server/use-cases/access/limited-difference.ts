/** What a reader of some namespaces may know of a difference: nothing of rights over the cluster itself. */
import { dangerOf } from "../../../core/rbac/dangers.ts";
import type { AccessChange, AccessDifference } from "../../../core/rbac/difference/difference.ts";
import type { Right } from "../../../core/rbac/difference/right.ts";
import type { RbacIndex } from "../../../core/rbac/rbac-index.ts";
import { isNamespaced } from "../../../core/rbac/scope.ts";

/** @param discovery of the limited inventory @returns the difference without what is not about namespaces. */
export function limitDifference(difference: AccessDifference, discovery: RbacIndex["discovery"]): AccessDifference {
  const limit = (right: Right) => inside(right, discovery);
  const subjects = difference.subjects.flatMap((one) => {
    const changes = one.changes.flatMap((change): AccessChange[] => {
      const rights = change.rights.flatMap(limit);
      const dangers = change.dangers.filter((id) => dangerOf(id).namespaced);
      const held = change.held.map(({ namespace, rights: shared }) => ({ namespace, rights: shared.flatMap(limit) }));
      return rights.length === 0 ? [] : [{ ...change, rights, dangers, held }];
    });
    return changes.length === 0 && one.presence === "both" ? [] : [{ ...one, changes }];
  });
  return { ...difference, subjects };
}

function inside(right: Right, discovery: RbacIndex["discovery"]): readonly Right[] {
  if (right.about === "urls") return [];
  const { groups, resources } = right;
  if (resources.all) return [right];
  const of = resources.of.filter((path) => {
    const [parent = ""] = path.split("/");
    return parent === "*" || groups.all || groups.of.some((group) => isNamespaced(discovery, group, parent) === true);
  });
  return of.length === 0 ? [] : [{ ...right, resources: { ...resources, of } }];
}
