import { clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import mastersGroup from "./masters-group.ts";

checkTester(mastersGroup, {
  pass: [
    { name: "Kubernetes' own binding", objects: [clusterBinding("cluster-admin", "cluster-admin", "Group:system:masters")] },
    { name: "a user of that name", objects: [clusterBinding("b", "view", "User:system:masters")] },
  ],
  fail: [
    {
      name: "a binding of somebody",
      objects: [
        clusterRole("r", [rule("get", "", "pods")]),
        clusterBinding("breakglass", "r", "User:jane", "Group:system:masters"),
      ],
      finds: [{ message: "masters", object: "ClusterRoleBinding breakglass", path: "subjects[1]" }],
    },
  ],
  notAssessed: [{ name: "bindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] }],
});
