import { checkTester } from "../tester.ts";
import keptCapabilities from "./kept-capabilities.ts";
import { deployment, pod, podSpec, secured } from "./worlds.ts";

checkTester(keptCapabilities, {
  pass: [
    {
      name: "none are kept, but one to listen",
      objects: [
        deployment("a", podSpec({}, secured({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } }))),
        deployment("b", podSpec({ os: { name: "windows" } }, { name: "c", image: "i" })),
      ],
    },
  ],
  fail: [
    {
      name: "all are kept, and one is added",
      objects: [deployment("web", podSpec({}, secured({ capabilities: { add: ["CHOWN"] } })))],
      finds: [
        {
          message: "kept",
          object: "Deployment shop/web",
          title:
            'Deployment shop/web keeps capabilities that it may not need: container "web" must set securityContext.capabilities.drop=["ALL"]; container "web" must not include "CHOWN" in securityContext.capabilities.add',
        },
      ],
    },
    {
      name: "a name that only looks like all",
      objects: [pod("one", podSpec({}, secured({ capabilities: { drop: ["all"] } })))],
      finds: [{ message: "kept", object: "Pod shop/one" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
