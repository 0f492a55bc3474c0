import { clusterBinding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import { clusterWide, namespaced } from "../upgrade/worlds.ts";
import { pod, podSpec } from "../workload/worlds.ts";
import buildPrivileges from "./build-privileges.ts";
import { buildKit } from "./worlds.ts";

const builds = clusterWide("v1", "Namespace", "builds");
const account = namespaced("v1", "ServiceAccount", "builder", {}, { namespace: "builds" });
const strong = [
  clusterRole("reads", [rule("get", "", "secrets")]),
  clusterBinding("reads", "reads", "ServiceAccount:builds/builder"),
];
const taskRun = { ownerReferences: [{ apiVersion: "tekton.dev/v1", kind: "TaskRun", name: "t", uid: "t", controller: true }] };

checkTester(buildPrivileges, {
  pass: [
    {
      name: "a builder for one run, without privilege and token; a controller that stays",
      objects: [
        builds,
        pod("build-1", podSpec(), taskRun),
        buildKit("jenkins", { automountServiceAccountToken: false }, { image: "jenkins/jenkins:lts" }),
      ],
    },
  ],
  fail: [
    {
      name: "a privileged builder that stays, with a token of the whole cluster",
      objects: [
        builds,
        account,
        ...strong,
        buildKit("buildkitd", { serviceAccountName: "builder" }, { securityContext: { privileged: true } }),
      ],
      finds: [
        {
          message: "node",
          object: "Deployment builds/buildkitd",
          title:
            "Deployment builds/buildkitd, a builder of BuildKit, holds the node that it builds on: the privileged container buildkitd",
        },
        { message: "account", object: "Deployment builds/buildkitd" },
        { message: "lasting", object: "Deployment builds/buildkitd" },
      ],
    },
    {
      name: "a token that the pod asks for by a volume, where none is mounted by itself",
      objects: [
        builds,
        account,
        ...strong,
        buildKit("buildkitd", {
          serviceAccountName: "builder",
          automountServiceAccountToken: false,
          volumes: [{ name: "token", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } }],
        }),
      ],
      finds: [
        { message: "account", object: "Deployment builds/buildkitd" },
        { message: "lasting", object: "Deployment builds/buildkitd" },
      ],
    },
  ],
  notApplicable: [{ name: "no build system", objects: [builds, account, ...strong] }],
  notAssessed: [
    { name: "pods were not seen", objects: [], unseen: ["pods"] },
    { name: "roles were not seen", objects: [], unseen: ["clusterroles.rbac.authorization.k8s.io"] },
  ],
});
