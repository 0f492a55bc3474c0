import { clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import modifiedDefault from "./modified-default.ts";

const label = "rbac.authorization.k8s.io/aggregate-to-view";
const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { [label]: "true" } }] };
const widgets = rule("get,list", "widgets.example", "widgets");
const pods = rule("get,list,watch", "", "pods");

checkTester(modifiedDefault, {
  pass: [
    { name: "a role of one's own", objects: [clusterRole("mine", [rule("*", "*", "*")])] },
    { name: "a default role that gives less", objects: [clusterRole("view", [pods], { aggregationRule })] },
    {
      name: "a default binding",
      objects: [clusterBinding("system:basic-user", "system:basic-user", "Group:system:authenticated")],
    },
  ],
  fail: [
    {
      name: "a rule that was written into a default role",
      objects: [clusterRole("view", [pods, rule("get", "", "secrets")], { aggregationRule })],
      finds: [{ message: "role", object: "ClusterRole view", path: "rules[1]" }],
    },
    {
      name: "a rule that came by aggregation",
      objects: [
        clusterRole("view", [pods, widgets], { aggregationRule }),
        clusterRole("widget-viewer", [widgets], { metadata: { name: "widget-viewer", labels: { [label]: "true" } } }),
      ],
      finds: [
        {
          message: "aggregated",
          object: "ClusterRole view",
          title: "ClusterRole view also gives get and list on widgets, aggregated from widget-viewer",
        },
      ],
    },
    {
      name: "one more subject in a default binding",
      objects: [
        clusterBinding("system:basic-user", "system:basic-user", "Group:system:authenticated", "Group:system:unauthenticated"),
      ],
      finds: [{ message: "binding", object: "ClusterRoleBinding system:basic-user" }],
    },
  ],
  notAssessed: [{ name: "cluster roles were not seen", objects: [], unseen: ["clusterroles.rbac.authorization.k8s.io"] }],
});
