import { binding, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import systemConfigmaps from "./system-configmaps.ts";
import { held, unseenAccess } from "./worlds.ts";

const map = (name: string, namespace = "kube-system") => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { namespace, name },
  data: {},
});
const bad = rule("update", "", "configmaps");

checkTester(systemConfigmaps, {
  pass: [
    { name: "no bindings at all", objects: [map("coredns")] },
    { name: "a cluster that has neither", objects: [map("coredns", "shop"), ...held([bad])] },
    {
      name: "another namespace",
      objects: [map("coredns"), role("shop", "writer", [bad]), binding("shop", "b", "Role writer", "User:jane")],
    },
    { name: "another name", objects: [map("coredns"), ...held([rule("update", "", "configmaps", { resourceNames: ["own"] })])] },
    { name: "reading", objects: [map("aws-auth"), ...held([rule("get,list", "", "configmaps")])] },
  ],
  fail: [
    {
      name: "every ConfigMap of the cluster",
      objects: [map("aws-auth"), map("coredns"), ...held([bad])],
      finds: [
        { message: "identities", object: "ClusterRoleBinding holders", path: "roleRef" },
        { message: "names", object: "ClusterRoleBinding holders" },
      ],
    },
    {
      name: "the one by its name",
      objects: [
        map("aws-auth"),
        role("kube-system", "writer", [rule("patch", "", "configmaps", { resourceNames: ["aws-auth"] })]),
        binding("kube-system", "b", "Role writer", "ServiceAccount:ci/deployer"),
      ],
      finds: [{ message: "identities", object: "RoleBinding kube-system/b" }],
    },
  ],
  notAssessed: [
    ...unseenAccess,
    { name: "the ConfigMaps of kube-system were not seen", objects: held([bad]), dark: { configmaps: ["kube-system"] } },
  ],
});
