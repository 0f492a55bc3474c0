import { binding, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import evidenceRemoval from "./evidence-removal.ts";
import { held, unseenAccess } from "./worlds.ts";

checkTester(evidenceRemoval, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "reporting events and reading logs", objects: held([rule("create", "", "events"), rule("get", "", "pods/log")]) },
    { name: "events of another group", objects: held([rule("delete", "calendar.example.com", "events")]) },
  ],
  fail: [
    {
      name: "deletion of all at once",
      objects: held([rule("deletecollection", "", "events")]),
      finds: [{ message: "everywhere", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "rewriting in one namespace, by the newer group",
      objects: [
        role("shop", "editor", [rule("patch", "events.k8s.io", "events")]),
        binding("shop", "b", "Role editor", "User:jane"),
      ],
      finds: [{ message: "inNamespace", object: "RoleBinding shop/b" }],
    },
  ],
  notAssessed: unseenAccess,
});
