import { binding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import isolationWriters from "./isolation-writers.ts";
import { held, unseenAccess } from "./worlds.ts";

const policies = rule("delete", "networking.k8s.io", "networkpolicies");

checkTester(isolationWriters, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "rules that only read",
      objects: held([rule("get,list", "networking.k8s.io", "networkpolicies"), rule("get", "storage.k8s.io", "storageclasses")]),
    },
    { name: "ingresses of the same group", objects: held([rule("*", "networking.k8s.io", "ingresses")]) },
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [clusterRole("edit", [policies]), binding("shop", "editors", "ClusterRole edit", "Group:team")],
    },
  ],
  fail: [
    {
      name: "policies and storage classes of the whole cluster",
      objects: held([policies, rule("patch", "storage.k8s.io", "storageclasses")]),
      finds: [
        { message: "everywhere", object: "ClusterRoleBinding holders", path: "roleRef" },
        { message: "storage", object: "ClusterRoleBinding holders" },
      ],
    },
    {
      name: "policies of one namespace, by a role of somebody's own",
      objects: [role("shop", "opener", [policies]), binding("shop", "b", "Role opener", "User:jane")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/b" }],
    },
  ],
  notAssessed: unseenAccess,
});
