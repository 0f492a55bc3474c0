import { binding, clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import impersonation from "./impersonation.ts";

checkTester(impersonation, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "users by RoleBinding, which gives nothing",
      objects: [
        clusterRole("proxy", [rule("impersonate", "", "users")]),
        binding("shop", "proxies", "ClusterRole proxy", "Group:team"),
      ],
    },
  ],
  fail: [
    {
      name: "one named user",
      objects: [
        clusterRole("proxy", [rule("impersonate", "", "users", { resourceNames: ["viewer"] })]),
        clusterBinding("proxies", "proxy", "Group:team"),
      ],
      finds: [{ message: "named", object: "ClusterRoleBinding proxies" }],
    },
    {
      name: "the group that may do everything, among other names",
      objects: [
        clusterRole("proxy", [rule("impersonate", "", "groups", { resourceNames: ["devs", "system:masters"] })]),
        clusterBinding("proxies", "proxy", "Group:team"),
      ],
      finds: [{ message: "masters", object: "ClusterRoleBinding proxies" }],
    },
    {
      name: "UIDs and one extra field",
      objects: [
        clusterRole("uids", [rule("impersonate", "authentication.k8s.io", "uids")]),
        clusterBinding("uids", "uids", "Group:team"),
        clusterRole("extras", [rule("impersonate", "authentication.k8s.io", "userextras/scopes")]),
        clusterBinding("extras", "extras", "Group:team"),
      ],
      finds: [
        { message: "fields", object: "ClusterRoleBinding uids" },
        { message: "fields", object: "ClusterRoleBinding extras" },
      ],
    },
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [
        clusterRole("edit", [rule("impersonate", "", "serviceaccounts")]),
        binding("shop", "editors", "ClusterRole edit", "Group:team"),
      ],
      finds: [{ message: "byDefaultRole", object: "RoleBinding shop/editors" }],
    },
    {
      name: "any group",
      objects: [
        clusterRole("proxy", [rule("impersonate", "", "users,groups,serviceaccounts")]),
        clusterBinding("proxies", "proxy", "ServiceAccount:auth/proxy"),
      ],
      finds: [{ message: "anybody", object: "ClusterRoleBinding proxies", path: "roleRef" }],
    },
    {
      name: "every service account",
      objects: [
        clusterRole("proxy", [rule("impersonate", "", "serviceaccounts")]),
        clusterBinding("proxies", "proxy", "Group:team"),
      ],
      finds: [{ message: "everyAccount", object: "ClusterRoleBinding proxies" }],
    },
    {
      name: "the service accounts of a namespace",
      objects: [
        clusterRole("proxy", [rule("impersonate", "", "serviceaccounts")]),
        binding("shop", "proxies", "ClusterRole proxy", "Group:team"),
      ],
      finds: [{ message: "accountsInNamespace", object: "RoleBinding shop/proxies" }],
    },
  ],
  notAssessed: [
    { name: "cluster bindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] },
  ],
});
