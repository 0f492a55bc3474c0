import { binding, role, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import { clusterWide } from "../upgrade/worlds.ts";
import buildAccess from "./build-access.ts";
import { buildKit } from "./worlds.ts";

const builds = clusterWide("v1", "Namespace", "builds");
const debug = role("builds", "debug", [rule("create", "", "pods/exec")]);
const edit = role("builds", "edit", [rule("patch", "apps", "deployments")]);

checkTester(buildAccess, {
  pass: [
    { name: "nobody but Kubernetes itself", objects: [builds, buildKit("buildkitd")] },
    {
      name: "a right to look, which Kubernetes 1.35 no longer takes for one to enter",
      objects: [
        builds,
        buildKit("buildkitd"),
        role("builds", "look", [rule("get", "", "pods/exec")]),
        binding("builds", "look", "Role look", "User:jane"),
      ],
    },
  ],
  fail: [
    {
      name: "who may exec, and who may change it",
      objects: [
        builds,
        buildKit("buildkitd"),
        debug,
        edit,
        binding("builds", "debug", "Role debug", "User:jane", "Group:team"),
        binding("builds", "edit", "Role edit", "ServiceAccount:ci/runner"),
      ],
      finds: [
        {
          message: "enter",
          object: "Namespace builds",
          title:
            "2 subjects may run code in the pods of BuildKit in Namespace builds, and so in what is built there: Group team and User jane",
        },
        { message: "change", object: "Namespace builds" },
      ],
    },
  ],
  notApplicable: [{ name: "no build system", objects: [builds, debug, binding("builds", "debug", "Role debug", "User:jane")] }],
  notAssessed: [{ name: "role bindings were not seen", objects: [], unseen: ["rolebindings.rbac.authorization.k8s.io"] }],
});
