import { binding, clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import missingServiceAccount from "./missing-service-account.ts";

const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
const account = (inside: string, name: string) => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { namespace: inside, name },
});
const role = clusterRole("r", [rule("get", "", "pods")]);

checkTester(missingServiceAccount, {
  pass: [
    {
      name: "accounts that exist",
      objects: [namespace("ci"), account("ci", "runner"), role, clusterBinding("b", "r", "ServiceAccount:ci/runner")],
    },
    {
      name: "users and groups, of which nobody has a list",
      objects: [role, clusterBinding("b", "r", "User:jane", "Group:team")],
    },
    {
      name: "Kubernetes' own bindings",
      objects: [
        clusterBinding(
          "system:controller:job-controller",
          "system:controller:job-controller",
          "ServiceAccount:kube-system/job-controller",
        ),
      ],
    },
  ],
  fail: [
    {
      name: "an account that is gone, and one whose namespace is",
      objects: [namespace("ci"), role, clusterBinding("b", "r", "ServiceAccount:ci/runner", "ServiceAccount:old/runner")],
      finds: [
        { message: "account", object: "ClusterRoleBinding b", path: "subjects[0]" },
        { message: "namespace", object: "ClusterRoleBinding b", path: "subjects[1]" },
      ],
    },
    {
      name: "the accounts of a namespace that is gone",
      objects: [
        namespace("ci"),
        role,
        clusterBinding("b", "r", "Group:system:serviceaccounts:ci", "Group:system:serviceaccounts:old"),
      ],
      finds: [{ message: "group", object: "ClusterRoleBinding b", path: "subjects[1]" }],
    },
    {
      name: "an account of a namespace of which nobody knows whether it exists",
      objects: [role, binding("ci", "b", "ClusterRole r", "ServiceAccount:runner")],
      unseen: ["namespaces"],
      finds: [{ message: "account", object: "RoleBinding ci/b" }],
    },
  ],
  notAssessed: [
    {
      name: "service accounts were not seen",
      objects: [role, clusterBinding("b", "r", "ServiceAccount:ci/runner")],
      unseen: ["serviceaccounts"],
    },
    {
      name: "those of that namespace were not seen",
      objects: [role, clusterBinding("b", "r", "ServiceAccount:ci/runner")],
      dark: { serviceaccounts: ["ci"] },
    },
  ],
});
