import { clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import wildcardResources from "./wildcard-resources.ts";

checkTester(wildcardResources, {
  pass: [
    { name: "resources by name", objects: [clusterRole("r", [rule("*", "apps", "deployments,*/scale")])] },
    { name: "Kubernetes' own cluster-admin", objects: [clusterRole("cluster-admin", [rule("*", "*", "*")])] },
    { name: "a rule without groups, which gives nothing", objects: [clusterRole("r", [{ verbs: ["get"], resources: ["*"] }])] },
  ],
  fail: [
    {
      name: "everything to read",
      objects: [clusterRole("reader", [rule("get,list", "*", "*")])],
      finds: [
        {
          message: "everything",
          object: "ClusterRole reader",
          path: "rules[0].resources",
          title: "ClusterRole reader gives get and list on every resource of every API group, in rule 1",
        },
      ],
    },
    {
      name: "a whole group",
      objects: [role("shop", "s", [rule("*", ",apps", "*")])],
      finds: [
        {
          message: "group",
          object: "Role shop/s",
          title: "Role shop/s gives every verb on every resource of the core group and apps, in rule 1",
        },
      ],
    },
  ],
  notAssessed: [{ name: "cluster roles were not seen", objects: [], unseen: ["clusterroles.rbac.authorization.k8s.io"] }],
});
