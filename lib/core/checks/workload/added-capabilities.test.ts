import { checkTester } from "../tester.ts";
import addedCapabilities from "./added-capabilities.ts";
import { deployment, podSpec, secured } from "./worlds.ts";

checkTester(addedCapabilities, {
  pass: [
    {
      name: "none but what baseline allows",
      objects: [deployment("web", podSpec({}, secured({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } })))],
    },
  ],
  fail: [
    {
      name: "one that leads to the node",
      objects: [deployment("agent", podSpec({}, secured({ capabilities: { add: ["SYS_ADMIN", "CHOWN"] } })))],
      finds: [
        {
          message: "node",
          object: "Deployment shop/agent",
          title: "Deployment shop/agent adds SYS_ADMIN to web, which leads to the node",
        },
      ],
    },
    {
      name: "one that reads the neighbours' traffic, spelled as the manual spells it",
      objects: [deployment("agent", podSpec({}, secured({ capabilities: { add: ["CAP_NET_RAW"] } })))],
      finds: [
        {
          message: "more",
          object: "Deployment shop/agent",
          path: "spec.template.spec.containers[0].securityContext.capabilities.add",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
