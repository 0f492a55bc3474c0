import { checkTester } from "../tester.ts";
import nodeLogs from "./node-logs.ts";
import { faults } from "./worlds.ts";

checkTester(nodeLogs, {
  pass: [{ name: "no such right", objects: [] }],
  fail: [
    {
      name: "a group that reads logs of kubelets",
      objects: faults["node-logs"] ?? [],
      finds: [{ message: "logs", object: "ClusterRoleBinding log-readers" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", minor: "1.30", objects: faults["node-logs"] ?? [] }],
  notAssessed: [
    { name: "ClusterRoleBindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] },
  ],
});
