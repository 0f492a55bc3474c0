import type { AuditUses, PersonalUse } from "../../rbac/use/audit-uses.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import unusedGrants from "./unused-grants.ts";

const reader = clusterRole("reader", [rule("get,list", "", "pods")]);

function uses(...users: readonly Partial<PersonalUse>[]): { readonly evidence: { readonly uses: AuditUses } } {
  return {
    evidence: {
      uses: {
        period: { from: "2026-10-01T00:00:00.000000Z", to: "2026-11-01T00:00:00.000000Z" },
        events: 10,
        unreadable: 0,
        users: users.map((use) => ({ user: "jane", groups: [], actions: [], ...use })),
      },
    },
  };
}

function used(verb: string, resource: string, namespace = "", name?: string) {
  return { attributes: { verb, group: "", resource, ...(name === undefined ? {} : { name }) }, namespace };
}

checkTester(unusedGrants, {
  pass: [
    { name: "nothing is bound", objects: [], ...uses() },
    {
      name: "the user used one of the rights",
      objects: [reader, clusterBinding("b", "reader", "User:jane")],
      ...uses({ actions: [used("get", "pods", "shop", "web")] }),
    },
    {
      name: "somebody of the group used one, and a service account by its user name",
      objects: [
        reader,
        clusterBinding("b", "reader", "Group:team"),
        binding("shop", "c", "ClusterRole reader", "ServiceAccount:shop/web"),
      ],
      ...uses(
        { groups: ["system:authenticated", "team"], actions: [used("list", "pods")] },
        { user: "system:serviceaccount:shop:web", actions: [used("list", "pods", "shop")] },
      ),
    },
    { name: "what Kubernetes itself binds", objects: [clusterRole("view", [rule("get", "", "pods")])], ...uses() },
    {
      name: "a rule with names, where the log names more than are kept",
      objects: [
        role("shop", "one", [rule("get", "", "pods", { resourceNames: ["web"] })]),
        binding("shop", "b", "Role one", "User:jane"),
      ],
      ...uses({ actions: [{ ...used("get", "pods", "shop"), manyNames: true as const }] }),
    },
  ],
  fail: [
    {
      name: "a right that was used in another namespace, by another name, or not at all",
      objects: [
        reader,
        binding("ci", "elsewhere", "ClusterRole reader", "User:jane"),
        role("shop", "one", [rule("get", "", "pods", { resourceNames: ["db"] })]),
        binding("shop", "named", "Role one", "User:jane"),
        clusterBinding("gone", "reader", "User:bob", "Group:team"),
      ],
      ...uses({ actions: [used("get", "pods", "shop", "web"), used("list", "secrets", "ci")] }),
      finds: [
        { message: "unused", object: "RoleBinding ci/elsewhere" },
        { message: "unused", object: "RoleBinding shop/named" },
        {
          message: "absent",
          object: "ClusterRoleBinding gone",
          title:
            "User bob asked for nothing at all from 2026-10-01 to 2026-11-01, and so used nothing that ClusterRoleBinding gone gives by ClusterRole reader",
        },
        {
          message: "unusedGroup",
          object: "ClusterRoleBinding gone",
          title:
            "Nobody who came with Group team used anything that ClusterRoleBinding gone gives by ClusterRole reader from 2026-10-01 to 2026-11-01",
        },
      ],
    },
  ],
  notAssessed: [
    {
      name: "lines of the log could not be read",
      objects: [],
      evidence: { uses: { ...uses().evidence.uses, unreadable: 2 } },
    },
    { name: "no log was uploaded", objects: [reader, clusterBinding("b", "reader", "User:jane")] },
    {
      name: "the binding was made after the log's end",
      objects: [
        reader,
        { ...clusterBinding("b", "reader", "User:jane"), metadata: { name: "b", creationTimestamp: "2026-11-20T00:00:00Z" } },
      ],
      ...uses({}),
    },
    {
      name: "the log holds more of the user than is kept",
      objects: [reader, clusterBinding("b", "reader", "User:jane")],
      ...uses({ cut: true }),
    },
    { name: "bindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"], ...uses() },
  ],
});
