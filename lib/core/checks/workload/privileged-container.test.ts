import { checkTester } from "../tester.ts";
import privilegedContainer from "./privileged-container.ts";
import { container, deployment, pod, podSpec, secured } from "./worlds.ts";

checkTester(privilegedContainer, {
  pass: [
    { name: "a container without privileges", objects: [deployment("web", podSpec())] },
    { name: "privileged is said to be false", objects: [pod("web", podSpec({}, secured({ privileged: false })))] },
  ],
  fail: [
    {
      name: "an init container and a sidecar",
      objects: [
        deployment("web", {
          ...podSpec({}, container(), secured({ privileged: true }, { name: "sidecar" })),
          initContainers: [secured({ privileged: true }, { name: "setup" })],
        }),
      ],
      finds: [
        {
          message: "privileged",
          object: "Deployment shop/web",
          path: "spec.template.spec.initContainers[0].securityContext.privileged",
          title: "Deployment shop/web runs setup and sidecar privileged, which is root on the node",
        },
      ],
    },
    {
      name: "a pod that nothing controls",
      objects: [pod("debug", podSpec({}, secured({ privileged: true })))],
      finds: [{ message: "privileged", object: "Pod shop/debug", path: "spec.containers[0].securityContext.privileged" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
