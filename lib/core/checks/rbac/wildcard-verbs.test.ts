import { clusterRole, role, rule, urlRule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import wildcardVerbs from "./wildcard-verbs.ts";

const label = { "example/aggregate": "true" };
const every = rule("*", "apps", "deployments");

checkTester(wildcardVerbs, {
  pass: [
    { name: "verbs by name", objects: [clusterRole("r", [rule("get,list,create", "apps", "deployments")])] },
    { name: "every verb on URLs", objects: [clusterRole("r", [urlRule("*", "/metrics")])] },
    { name: "every verb on every resource, which is another check's", objects: [clusterRole("r", [rule("*", "apps", "*")])] },
    { name: "Kubernetes' own", objects: [clusterRole("system:controller:disruption-controller", [])] },
  ],
  fail: [
    {
      name: "in a ClusterRole and in a Role",
      objects: [clusterRole("r", [rule("get", "", "pods"), every]), role("shop", "s", [every])],
      finds: [
        { message: "wildcard", object: "ClusterRole r", path: "rules[1].verbs" },
        { message: "wildcard", object: "Role shop/s", path: "rules[0].verbs" },
      ],
    },
    {
      name: "once, where an aggregated rule was written",
      objects: [
        clusterRole("source", [every], { metadata: { name: "source", labels: label } }),
        clusterRole("sum", [every], { aggregationRule: { clusterRoleSelectors: [{ matchLabels: label }] } }),
      ],
      finds: [{ message: "wildcard", object: "ClusterRole source" }],
    },
  ],
  notAssessed: [
    { name: "Roles of one namespace were not seen", objects: [], dark: { "roles.rbac.authorization.k8s.io": ["hidden"] } },
  ],
});
