import { checkTester } from "../tester.ts";
import cpuLimit from "./cpu-limit.ts";
import { container, deployment, podSpec } from "./worlds.ts";

const web = (resources: object) => deployment("web", podSpec({}, container({ resources })));

checkTester(cpuLimit, {
  pass: [{ name: "both", objects: [web({ requests: { cpu: "1" }, limits: { cpu: "2" } })] }],
  fail: [
    {
      name: "a request alone",
      objects: [web({ requests: { cpu: "100m" } })],
      finds: [{ message: "noLimit", object: "Deployment shop/web", path: "spec.template.spec.containers[0].resources.limits" }],
    },
    {
      name: "nothing",
      objects: [web({ limits: { memory: "1Gi" } })],
      finds: [{ message: "noRequest", object: "Deployment shop/web" }],
    },
  ],
  notAssessed: [{ name: "Deployments of one namespace were not seen", objects: [], dark: { "deployments.apps": ["hidden"] } }],
});
