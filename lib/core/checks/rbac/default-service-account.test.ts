import { binding, clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import defaultServiceAccount from "./default-service-account.ts";

const viewer = clusterRole("viewer", [rule("get", "", "pods")]);

checkTester(defaultServiceAccount, {
  pass: [
    { name: "an account that was made for it", objects: [viewer, clusterBinding("b", "viewer", "ServiceAccount:shop/web")] },
    { name: "a user called default", objects: [viewer, clusterBinding("b", "viewer", "User:default")] },
    {
      name: "a role without rules",
      objects: [clusterRole("nothing", []), clusterBinding("b", "nothing", "ServiceAccount:shop/default")],
    },
  ],
  fail: [
    {
      name: "everywhere and in one namespace",
      objects: [
        viewer,
        clusterBinding("b", "viewer", "ServiceAccount:shop/default"),
        binding("shop", "c", "ClusterRole viewer", "ServiceAccount:default"),
      ],
      finds: [
        { message: "everywhere", object: "ClusterRoleBinding b", path: "subjects[0]" },
        { message: "inNamespace", object: "RoleBinding shop/c", path: "subjects[0]" },
      ],
    },
    {
      name: "by its user name",
      objects: [viewer, clusterBinding("b", "viewer", "User:system:serviceaccount:shop:default")],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding b" }],
    },
  ],
  notAssessed: [
    { name: "cluster bindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] },
  ],
});
