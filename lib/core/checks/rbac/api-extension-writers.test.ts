import { rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import apiExtensionWriters from "./api-extension-writers.ts";
import { held, unseenAccess } from "./worlds.ts";

const definitions = (verbs: string, more = {}) => rule(verbs, "apiextensions.k8s.io", "customresourcedefinitions", more);

checkTester(apiExtensionWriters, {
  pass: [
    { name: "no bindings at all", objects: [] },
    { name: "a rule that only reads", objects: held([definitions("get,list,watch")]) },
    { name: "a rule that names its definition", objects: held([definitions("patch", { resourceNames: ["shops.acme.com"] })]) },
  ],
  fail: [
    {
      name: "definitions",
      objects: held([definitions("create")]),
      finds: [{ message: "definitions", object: "ClusterRoleBinding holders", path: "roleRef" }],
    },
    {
      name: "API services and definitions",
      objects: held([rule("create", "apiregistration.k8s.io", "apiservices"), definitions("update")]),
      finds: [
        { message: "services", object: "ClusterRoleBinding holders" },
        { message: "definitions", object: "ClusterRoleBinding holders" },
      ],
    },
  ],
  notAssessed: unseenAccess,
});
