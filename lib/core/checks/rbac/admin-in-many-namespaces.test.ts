import { binding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import adminInManyNamespaces from "./admin-in-many-namespaces.ts";

const names = (count: number) => Array.from({ length: count }, (_, number) => `team-${number}`);
const namespaces = (count: number) => names(count).map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } }));
const owner = clusterRole("owner", [rule("*", "rbac.authorization.k8s.io", "rolebindings"), rule("*", "", "pods")]);
const owners = (count: number, to: string) => names(count).map((name) => binding(name, "owners", "ClusterRole owner", to));

checkTester(adminInManyNamespaces, {
  pass: [
    { name: "four of four namespaces are a small cluster", objects: [owner, ...namespaces(4), ...owners(4, "Group:team")] },
    { name: "five of a hundred", objects: [owner, ...namespaces(100), ...owners(5, "Group:team")] },
    {
      name: "a role that gives nothing away",
      objects: [clusterRole("owner", [rule("*", "", "pods")]), ...namespaces(8), ...owners(8, "Group:team")],
    },
  ],
  fail: [
    {
      name: "five of eight, by five bindings",
      objects: [owner, ...namespaces(8), ...owners(5, "User:jane")],
      finds: [
        {
          message: "many",
          object: "User jane",
          title: "User jane administers 5 of 8 namespaces by RoleBindings: team-0, team-1, team-2 and 2 more",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "nobody knows how many namespaces there are", objects: [owner, ...owners(5, "User:jane")], unseen: ["namespaces"] },
    { name: "bindings were not seen", objects: [owner, ...namespaces(8)], unseen: ["rolebindings.rbac.authorization.k8s.io"] },
  ],
});
