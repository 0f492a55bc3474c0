import { clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import wildcardGroups from "./wildcard-groups.ts";

checkTester(wildcardGroups, {
  pass: [
    { name: "groups by their names", objects: [clusterRole("reader", [rule("get", ",apps", "pods,deployments")])] },
    { name: "a star for resources, which another check reports", objects: [clusterRole("reader", [rule("get", "*", "*")])] },
    { name: "a rule that gives nothing", objects: [clusterRole("reader", [rule("get", "*", "pods", { resources: [] })])] },
  ],
  fail: [
    {
      name: "one resource of every group",
      objects: [role("shop", "reader", [rule("get", "", "pods"), rule("get,list", "*", "services")])],
      finds: [
        {
          message: "wildcard",
          object: "Role shop/reader",
          path: "rules[1].apiGroups",
          title: "Role shop/reader gives get and list on services of every API group, in rule 2",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "cluster roles were not seen", objects: [], unseen: ["clusterroles.rbac.authorization.k8s.io"] },
    { name: "roles of one namespace were not seen", objects: [], dark: { "roles.rbac.authorization.k8s.io": ["hidden"] } },
  ],
});
