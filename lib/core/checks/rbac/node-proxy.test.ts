import { binding, clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import nodeProxy from "./node-proxy.ts";

const bad = rule("get", "", "nodes/proxy");

checkTester(nodeProxy, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "the fine-grained subresources",
      objects: [
        clusterRole("monitor", [rule("get", "", "nodes/metrics,nodes/stats,nodes/log,nodes/pods,nodes/healthz,nodes/configz")]),
        clusterBinding("monitors", "monitor", "Group:team"),
      ],
    },
    {
      name: "a RoleBinding, which gives nothing of what has no namespace",
      objects: [clusterRole("monitor", [bad]), binding("shop", "monitors", "ClusterRole monitor", "Group:team")],
    },
  ],
  fail: [
    {
      name: "a service account",
      objects: [clusterRole("monitor", [bad]), clusterBinding("monitors", "monitor", "ServiceAccount:tools/monitor")],
      finds: [{ message: "proxy", object: "ClusterRoleBinding monitors", path: "roleRef" }],
    },
    {
      name: "nodes by their names",
      objects: [
        clusterRole("monitor", [rule("get", "", "nodes/proxy", { resourceNames: ["n1", "n2"] })]),
        clusterBinding("monitors", "monitor", "Group:team"),
      ],
      finds: [{ message: "named", object: "ClusterRoleBinding monitors" }],
    },
  ],
  notAssessed: [
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("monitors", "monitor", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    { name: "cluster bindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] },
  ],
});
