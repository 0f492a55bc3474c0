/** What bindings give to groups and users that nobody chose: shared by the checks of anonymous and of all authenticated requests. */
import type { CheckContext, Report } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, type Place, type RbacResource, resourceOfBinding } from "./access.ts";

/**
 * @returns for each such subject of a binding beyond Kubernetes' own one finding. A binding whose role is proven missing gives
 *   nothing now, and is left to `rbac/dangling-role`.
 */
export function* reportEverybody(context: CheckContext<RbacResource>, names: ReadonlySet<string>): Iterable<Report<Place>> {
  const { index, addedRules, defaults } = context.view(access);
  for (const binding of index.bindings) {
    const { role, item } = binding;
    const gives =
      role === undefined ? binding.missing === "unseen" && !defaults.isDefaultBinding(binding) : addedRules(binding).length > 0;
    if (!gives) continue;
    for (const [place, { kind, name }] of item.subjects.entries()) {
      if (kind === "ServiceAccount" || !names.has(`${kind} ${name}`)) continue;
      const data = { subject: `${kind} ${name}`, role: `${item.roleRef.kind} ${item.roleRef.name}` };
      const at = refTo(resourceOfBinding(binding), item, `subjects[${place}]`);
      if (binding.kind === "ClusterRoleBinding") yield { at, message: "everywhere", data, locus: data.subject };
      else yield { at, message: "inNamespace", data: { ...data, namespace: binding.namespace }, locus: data.subject };
    }
  }
}
