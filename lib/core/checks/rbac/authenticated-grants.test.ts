import { binding, clusterBinding, clusterRole, rule, urlRule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import authenticatedGrants from "./authenticated-grants.ts";

const viewer = clusterRole("viewer", [rule("get,list", "", "pods")]);

checkTester(authenticatedGrants, {
  pass: [
    { name: "a group that was chosen", objects: [viewer, clusterBinding("viewers", "viewer", "Group:team")] },
    {
      name: "a binding to a role that does not exist",
      objects: [clusterBinding("viewers", "gone", "Group:system:authenticated")],
    },
    {
      name: "what Kubernetes itself gives",
      objects: [
        clusterRole("system:public-info-viewer", [urlRule("get", "/healthz", "/livez", "/readyz", "/version", "/version/")]),
        clusterBinding(
          "system:public-info-viewer",
          "system:public-info-viewer",
          "Group:system:authenticated",
          "Group:system:unauthenticated",
        ),
      ],
    },
  ],
  fail: [
    {
      name: "in the whole cluster",
      objects: [viewer, clusterBinding("viewers", "viewer", "Group:team", "Group:system:authenticated")],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding viewers", path: "subjects[1]" }],
    },
    {
      name: "in one namespace",
      objects: [viewer, binding("shop", "viewers", "ClusterRole viewer", "Group:system:serviceaccounts")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/viewers", path: "subjects[0]" }],
    },
    {
      name: "Kubernetes' own binding, of a role that was widened",
      objects: [
        clusterRole("system:public-info-viewer", [urlRule("get", "/version"), rule("list", "", "secrets")]),
        clusterBinding(
          "system:public-info-viewer",
          "system:public-info-viewer",
          "Group:system:authenticated",
          "Group:system:unauthenticated",
        ),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding system:public-info-viewer" }],
    },
    {
      name: "a role that was not seen",
      objects: [clusterBinding("viewers", "viewer", "Group:system:authenticated")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding viewers" }],
    },
  ],
  notAssessed: [
    {
      name: "bindings of one namespace were not seen",
      objects: [viewer],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
  ],
});
