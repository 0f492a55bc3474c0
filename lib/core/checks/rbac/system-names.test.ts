import { binding, clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import systemNames from "./system-names.ts";

checkTester(systemNames, {
  pass: [
    {
      name: "names of one's own",
      objects: [clusterRole("viewer", [rule("get", "", "pods")]), clusterBinding("viewers", "viewer", "Group:team")],
    },
    {
      name: "names that Kubernetes uses",
      objects: [
        clusterRole("system:basic-user", []),
        clusterBinding("system:discovery", "system:discovery", "Group:system:authenticated"),
      ],
    },
  ],
  fail: [
    {
      name: "a role and a binding that look like Kubernetes' own",
      objects: [
        clusterRole("system:metrics-helper", [rule("get", "", "pods")]),
        binding("shop", "system:metrics-helper", "ClusterRole system:metrics-helper", "User:eve"),
      ],
      finds: [
        { message: "name", object: "ClusterRole system:metrics-helper" },
        { message: "name", object: "RoleBinding shop/system:metrics-helper" },
      ],
    },
  ],
  notAssessed: [{ name: "roles were not seen", objects: [], unseen: ["roles.rbac.authorization.k8s.io"] }],
});
