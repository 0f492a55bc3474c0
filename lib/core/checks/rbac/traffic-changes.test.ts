import { binding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import trafficChanges from "./traffic-changes.ts";
import { held, unseenAccess } from "./worlds.ts";

checkTester(trafficChanges, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a rule that only reads", objects: held([rule("get,list", "", "services,endpoints,pods/status")]) },
    { name: "services of another group", objects: held([rule("create", "serving.knative.dev", "services")]) },
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [
        clusterRole("edit", [rule("create,update", "", "services")]),
        binding("shop", "editors", "ClusterRole edit", "Group:team"),
      ],
    },
  ],
  fail: [
    {
      name: "each way once, in one finding",
      objects: held([rule("update", "", "services/status,services"), rule("patch", "discovery.k8s.io", "endpointslices")]),
      finds: [
        {
          message: "everywhere",
          object: "ClusterRoleBinding holders",
          title:
            "Group team may redirect traffic of every namespace, by the status of pods or services, endpoints and services and their external addresses: ClusterRoleBinding holders gives ClusterRole holder, rule 1",
        },
      ],
    },
    {
      name: "services of one namespace, by a role of somebody's own",
      objects: [role("shop", "exposer", [rule("create", "", "services")]), binding("shop", "b", "Role exposer", "User:jane")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/b" }],
    },
  ],
  notAssessed: unseenAccess,
});
