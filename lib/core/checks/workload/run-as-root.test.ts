import { checkTester } from "../tester.ts";
import runAsRoot from "./run-as-root.ts";
import { container, deployment, podSpec, secured } from "./worlds.ts";

checkTester(runAsRoot, {
  pass: [
    {
      name: "not root, says the pod",
      objects: [deployment("web", podSpec({ securityContext: { runAsNonRoot: true } }, container({ securityContext: {} })))],
    },
    { name: "another user", objects: [deployment("web", podSpec({}, container({ securityContext: { runAsUser: 10001 } })))] },
    {
      name: "root in a user namespace of its own",
      objects: [deployment("web", podSpec({ hostUsers: false }, container({ securityContext: { runAsUser: 0 } })))],
    },
  ],
  fail: [
    {
      name: "user 0, whatever the pod says",
      objects: [
        deployment("web", podSpec({ securityContext: { runAsUser: 1000 } }, container({ securityContext: { runAsUser: 0 } }))),
      ],
      finds: [
        { message: "root", object: "Deployment shop/web", path: "spec.template.spec.containers[0].securityContext.runAsUser" },
      ],
    },
    {
      name: "nothing is said",
      objects: [deployment("web", podSpec({}, container({ securityContext: {} })))],
      finds: [{ message: "unproven", object: "Deployment shop/web" }],
    },
    {
      name: "a container that takes back what the pod says",
      objects: [deployment("web", podSpec({ securityContext: { runAsNonRoot: true } }, secured({ runAsNonRoot: false })))],
      finds: [{ message: "unproven", object: "Deployment shop/web" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
