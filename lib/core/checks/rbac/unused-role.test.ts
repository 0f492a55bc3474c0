import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import unusedRole from "./unused-role.ts";

const rules = [rule("get", "", "pods")];

checkTester(unusedRole, {
  pass: [
    { name: "no roles at all", objects: [] },
    { name: "a role that is bound, though to nobody", objects: [clusterRole("reader", rules), clusterBinding("b", "reader")] },
    {
      name: "a role that another one is aggregated from",
      objects: [
        clusterRole("part", rules, { metadata: { name: "part", labels: { to: "whole" } } }),
        clusterRole("whole", rules, { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: "whole" } }] } }),
        clusterBinding("b", "whole", "Group:team"),
      ],
    },
    { name: "Kubernetes' own roles", objects: [clusterRole("view", rules), clusterRole("system:node-proxier", rules)] },
  ],
  fail: [
    {
      name: "roles without a binding, and one of the same name elsewhere that has one",
      objects: [
        clusterRole("reader", rules),
        role("shop", "reader", rules),
        role("ci", "reader", rules),
        binding("ci", "b", "Role reader", "Group:team"),
      ],
      finds: [
        { message: "unused", object: "ClusterRole reader" },
        { message: "unused", object: "Role shop/reader" },
      ],
    },
    {
      name: "a role that aggregates from itself",
      objects: [
        clusterRole("whole", rules, {
          metadata: { name: "whole", labels: { to: "whole" } },
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { to: "whole" } }] },
        }),
      ],
      finds: [{ message: "unused", object: "ClusterRole whole" }],
    },
  ],
  notAssessed: [
    {
      name: "bindings of one namespace were not seen, so that any cluster role may be bound there",
      objects: [clusterRole("reader", rules)],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
    {
      name: "bindings of the role's namespace were not seen",
      objects: [role("hidden", "reader", rules)],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
    { name: "roles were not seen", objects: [], unseen: ["roles.rbac.authorization.k8s.io"] },
  ],
});
