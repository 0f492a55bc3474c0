import { checkTester } from "../tester.ts";
import privilegeEscalation from "./privilege-escalation.ts";
import { container, deployment, podSpec, secured } from "./worlds.ts";

checkTester(privilegeEscalation, {
  pass: [
    { name: "forbidden", objects: [deployment("web", podSpec())] },
    {
      name: "on Windows, where it means nothing",
      objects: [deployment("web", podSpec({ os: { name: "windows" } }, container({ securityContext: {} })))],
    },
  ],
  fail: [
    {
      name: "allowed in one container, and not forbidden in another",
      objects: [
        deployment(
          "web",
          podSpec({}, secured({ allowPrivilegeEscalation: true }), container({ name: "log", securityContext: {} })),
        ),
      ],
      finds: [
        {
          message: "allowed",
          object: "Deployment shop/web",
          path: "spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation",
        },
        {
          message: "unset",
          object: "Deployment shop/web",
          path: "spec.template.spec.containers[1].securityContext.allowPrivilegeEscalation",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
