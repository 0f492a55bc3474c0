import { binding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import constrainedImpersonation from "./constrained-impersonation.ts";
import { held, unseenAccess } from "./worlds.ts";

const group = "authentication.k8s.io";
const identity = rule("impersonate:user-info", group, "users");
const acting = rule("impersonate-on:user-info:list", "", "pods");

checkTester(constrainedImpersonation, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a version that does not know the verbs", objects: held([identity, acting]), minor: "1.34" },
    { name: "the right to act alone, which makes nobody somebody else", objects: held([acting]) },
    { name: "the verb in the group of impersonate", objects: held([rule("impersonate:user-info", "", "users")]) },
    { name: "a verb that only begins like it", objects: held([rule("impersonate:user-information", group, "users")]) },
    {
      name: "a RoleBinding, which gives nothing of what has no namespace",
      objects: [clusterRole("deputy", [identity]), binding("shop", "b", "ClusterRole deputy", "User:jane")],
    },
  ],
  fail: [
    {
      name: "both halves, the second in one namespace",
      objects: [
        ...held([identity], "User:jane"),
        role("shop", "acting", [acting]),
        binding("shop", "acting", "Role acting", "User:jane"),
      ],
      minor: "1.36",
      finds: [{ message: "effective", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "both halves, where a feature gate decides",
      objects: held([identity, acting]),
      minor: "1.35",
      finds: [{ message: "gated", object: "ClusterRoleBinding holders" }],
    },
    {
      name: "an identity that nothing may be done with, also where it is named",
      objects: held([rule("impersonate:user-info", group, "users", { resourceNames: ["jane"] }), acting]).concat([
        role("shop", "deputy", [rule("impersonate:serviceaccount", group, "serviceaccounts")]),
        binding("shop", "deputies", "Role deputy", "User:joe"),
      ]),
      finds: [
        { message: "effective", object: "ClusterRoleBinding holders" },
        { message: "half", object: "RoleBinding shop/deputies" },
      ],
    },
    {
      name: "the node that one runs on, and any other",
      objects: held([
        rule("impersonate:associated-node,impersonate:arbitrary-node", group, "nodes"),
        rule("impersonate-on:associated-node:get,impersonate-on:arbitrary-node:get", "", "pods"),
      ]),
      finds: [
        { message: "effective", object: "ClusterRoleBinding holders" },
        { message: "effective", object: "ClusterRoleBinding holders" },
      ],
    },
  ],
  notAssessed: [
    ...unseenAccess,
    { name: "a version of which too little is known", objects: held([identity, acting]), minor: "1.99" },
  ],
});
