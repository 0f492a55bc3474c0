import { checkTester } from "../tester.ts";
import procMount from "./proc-mount.ts";
import { deployment, podSpec, secured } from "./worlds.ts";

checkTester(procMount, {
  pass: [{ name: "the default", objects: [deployment("a", podSpec({}, secured({ procMount: "Default" })))] }],
  fail: [
    {
      name: "all of /proc, with the node's users and without",
      objects: [
        deployment("a", podSpec({}, secured({ procMount: "Unmasked" }))),
        deployment("b", podSpec({ hostUsers: false }, secured({ procMount: "Unmasked" }))),
      ],
      finds: [
        {
          message: "unmasked",
          object: "Deployment shop/a",
          title:
            'Deployment shop/a shows containers all of /proc: container "web" must not set securityContext.procMount to "Unmasked"',
        },
        { message: "inUserNamespace", object: "Deployment shop/b" },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
