import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import podExec from "./pod-exec.ts";

/** As it stands in Kubernetes' own edit. */
const ownRule = rule("create", "", "pods/exec");
const bad = rule("create", "", "pods/exec");

checkTester(podExec, {
  pass: [
    { name: "no bindings at all", objects: [] },
    {
      name: "a rule that reads logs",
      objects: [clusterRole("debugger", [rule("get", "", "pods/log")]), clusterBinding("debuggers", "debugger", "Group:team")],
    },
    {
      name: "get on exec, where create is needed",
      objects: [
        clusterRole("debugger", [rule("get", "", "pods/exec,pods/attach")]),
        clusterBinding("d", "debugger", "Group:team"),
      ],
      minor: "1.35",
    },
    { name: "a role that nobody is bound to", objects: [clusterRole("debugger", [bad])] },
    { name: "a binding without subjects", objects: [clusterRole("debugger", [bad]), clusterBinding("debuggers", "debugger")] },
  ],
  fail: [
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [clusterRole("edit", [ownRule]), binding("shop", "editors", "ClusterRole edit", "Group:team")],
      finds: [{ message: "byDefaultRole", object: "RoleBinding shop/editors" }],
    },
    {
      name: "a group in the whole cluster",
      objects: [
        clusterRole("debugger", [rule("get", "", "services"), bad]),
        clusterBinding("debuggers", "debugger", "Group:team"),
      ],
      finds: [{ message: "everywhere", object: "ClusterRoleBinding debuggers", path: "roleRef" }],
    },
    {
      name: "get on exec, where it suffices",
      objects: [clusterRole("debugger", [rule("get", "", "pods/exec")]), clusterBinding("debuggers", "debugger", "Group:team")],
      minor: "1.34",
      finds: [{ message: "everywhere", object: "ClusterRoleBinding debuggers" }],
    },
    {
      name: "a user in one namespace",
      objects: [role("shop", "debugger", [bad]), binding("shop", "debuggers", "Role debugger", "User:jane")],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/debuggers" }],
    },
    {
      name: "what was seen, although bindings of another namespace were not",
      objects: [clusterRole("debugger", [bad]), binding("shop", "debuggers", "ClusterRole debugger", "ServiceAccount:runner")],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
      finds: [{ message: "inNamespace", object: "RoleBinding shop/debuggers" }],
    },
  ],
  notAssessed: [
    {
      name: "get on exec, where the version is one of which too little is known",
      objects: [clusterRole("debugger", [rule("get", "", "pods/exec")]), clusterBinding("debuggers", "debugger", "Group:team")],
      minor: "1.99",
    },
    {
      name: "the role of the binding was not seen",
      objects: [clusterBinding("debuggers", "debugger", "Group:team")],
      unseen: ["clusterroles.rbac.authorization.k8s.io"],
    },
    {
      name: "bindings of one namespace were not seen",
      objects: [],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
  ],
});
