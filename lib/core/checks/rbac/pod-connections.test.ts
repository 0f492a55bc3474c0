import { binding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import podConnections from "./pod-connections.ts";
import { held, unseenAccess } from "./worlds.ts";

checkTester(podConnections, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "get on port forwarding, where create is needed",
      objects: held([rule("get", "", "pods/portforward")]),
      minor: "1.35",
    },
    { name: "the proxy of nodes, which another check reports", objects: held([rule("get", "", "nodes/proxy")]) },
  ],
  fail: [
    {
      name: "get on port forwarding, where it suffices",
      objects: held([rule("get", "", "pods/portforward")]),
      minor: "1.34",
      finds: [{ message: "everywhere", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "get on the proxy of services, in one namespace",
      objects: [
        role("shop", "caller", [rule("get", "", "services/proxy")]),
        binding("shop", "callers", "Role caller", "User:jane"),
      ],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/callers" }],
    },
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [
        clusterRole("edit", [rule("create", "", "pods/portforward")]),
        binding("shop", "editors", "ClusterRole edit", "Group:team"),
      ],
      finds: [{ message: "byDefaultRole", object: "RoleBinding shop/editors" }],
    },
  ],
  notAssessed: [
    ...unseenAccess,
    {
      name: "get on port forwarding, where the version is one of which too little is known",
      objects: held([rule("get", "", "pods/portforward")]),
      minor: "1.99",
    },
  ],
});
