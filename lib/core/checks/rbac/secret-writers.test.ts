import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import secretWriters from "./secret-writers.ts";
import { held, unseenAccess } from "./worlds.ts";

const bad = rule("create", "", "secrets");

checkTester(secretWriters, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a rule that only reads", objects: held([rule("get,list,watch", "", "secrets")]) },
    { name: "a rule that names its Secret", objects: held([rule("update", "", "secrets", { resourceNames: ["own"] })]) },
    { name: "Secrets of another group", objects: held([rule("create", "vault.example.com", "secrets")]) },
  ],
  fail: [
    {
      name: "writing alone",
      objects: held([bad]),
      finds: [{ message: "everywhere", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "writing and reading by two bindings, told apart from who only writes",
      objects: [
        ...held([bad], "Group:team", "User:jane"),
        clusterRole("reader", [rule("get", "", "secrets")]),
        clusterBinding("readers", "reader", "User:jane"),
      ],
      finds: [
        { message: "tokensEverywhere", object: "ClusterRoleBinding holders" },
        { message: "everywhere", object: "ClusterRoleBinding holders" },
      ],
    },
    {
      name: "writing in a namespace, and reading there",
      objects: [
        role("shop", "writer", [rule("create,get", "", "secrets")]),
        binding("shop", "writers", "Role writer", "ServiceAccount:runner"),
      ],
      finds: [{ message: "tokensInNamespace", object: "RoleBinding shop/writers" }],
    },
    {
      name: "writing in a namespace, and reading in another",
      objects: [
        role("shop", "writer", [bad]),
        binding("shop", "writers", "Role writer", "User:jane"),
        role("ci", "reader", [rule("get", "", "secrets")]),
        binding("ci", "readers", "Role reader", "User:jane"),
      ],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/writers" }],
    },
    {
      name: "what Kubernetes' own role is meant to give in a namespace",
      objects: [
        clusterRole("edit", [rule("create,get,update", "", "secrets")]),
        binding("shop", "editors", "ClusterRole edit", "Group:team"),
      ],
      finds: [{ message: "byDefaultRole", object: "RoleBinding shop/editors" }],
    },
  ],
  notAssessed: unseenAccess,
});
