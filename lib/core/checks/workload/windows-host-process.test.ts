import { checkTester } from "../tester.ts";
import windowsHostProcess from "./windows-host-process.ts";
import { deployment, podSpec, secured } from "./worlds.ts";

checkTester(windowsHostProcess, {
  pass: [
    {
      name: "containers on Windows",
      objects: [
        deployment("a", podSpec({ os: { name: "windows" }, securityContext: { windowsOptions: { hostProcess: false } } })),
      ],
    },
  ],
  fail: [
    {
      name: "a process of the node",
      objects: [
        deployment(
          "agent",
          podSpec({ os: { name: "windows" }, hostNetwork: true, securityContext: { windowsOptions: { hostProcess: true } } }),
        ),
      ],
      finds: [{ message: "host", object: "Deployment shop/agent" }],
    },
    {
      name: "one container that is",
      objects: [deployment("agent", podSpec({}, secured({ windowsOptions: { hostProcess: true } })))],
      finds: [
        {
          message: "host",
          object: "Deployment shop/agent",
          title:
            'Deployment shop/agent runs as a process of its Windows node: container "web" must not set securityContext.windowsOptions.hostProcess=true',
        },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
