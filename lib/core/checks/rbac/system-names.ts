import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";
import { access, byDefaults, rbacResources, resourceOfBinding, resourceOfRole } from "./access.ts";

const reserved = "system:";

export default defineCheck({
  id: "rbac/system-names",
  major: 1,
  since: "0.1",
  title: "Imitations of Kubernetes' own roles and bindings",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    name: { text: "{object} has a name of the system, and Kubernetes does not create it", severity: "low" },
  },
  docs: {
    why: "Names that begin with system: are reserved for Kubernetes, but nothing stops anybody from using them, and tools and people skip them. Providers use them for their own components too: then this is a list of what the provider added.",
    fix: "Find out who made the object. Rename what is yours.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings"],
  },
  byMinor: byDefaults,
  *evaluate({ view }) {
    const { index, defaults } = view(access);
    for (const role of [...index.clusterRoles.values(), ...index.roles.values()])
      if (role.item.meta.name.startsWith(reserved) && !defaults.knowsRole(role))
        yield { at: refTo(resourceOfRole(role), role.item), message: "name" };
    for (const binding of index.bindings)
      if (binding.item.meta.name.startsWith(reserved) && !defaults.knowsBinding(binding))
        yield { at: refTo(resourceOfBinding(binding), binding.item), message: "name" };
  },
});
