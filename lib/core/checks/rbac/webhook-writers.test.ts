import { binding, clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import webhookWriters from "./webhook-writers.ts";

const bad = rule("patch", "admissionregistration.k8s.io", "mutatingwebhookconfigurations");

checkTester(webhookWriters, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "a rule that names its configuration",
      objects: [
        clusterRole("injector", [
          rule("patch", "admissionregistration.k8s.io", "mutatingwebhookconfigurations", { resourceNames: ["own"] }),
        ]),
        clusterBinding("injectors", "injector", "Group:team"),
      ],
    },
    {
      name: "a RoleBinding, which gives nothing of what has no namespace",
      objects: [clusterRole("injector", [bad]), binding("shop", "injectors", "ClusterRole injector", "Group:team")],
    },
  ],
  fail: [
    {
      name: "a service account",
      objects: [clusterRole("injector", [bad]), clusterBinding("injectors", "injector", "ServiceAccount:tools/injector")],
      finds: [{ message: "webhooks", object: "ClusterRoleBinding injectors", path: "roleRef" }],
    },
  ],
  notAssessed: [
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("injectors", "injector", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    { name: "cluster bindings were not seen", objects: [], unseen: ["clusterrolebindings.rbac.authorization.k8s.io"] },
  ],
});
