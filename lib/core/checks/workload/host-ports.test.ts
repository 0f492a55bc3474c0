import { checkTester } from "../tester.ts";
import hostPorts from "./host-ports.ts";
import { container, deployment, podSpec } from "./worlds.ts";

checkTester(hostPorts, {
  pass: [
    { name: "ports of the pod", objects: [deployment("web", podSpec({}, container({ ports: [{ containerPort: 8080 }] })))] },
    {
      name: "the network of the node, which another check reports",
      objects: [deployment("web", podSpec({ hostNetwork: true }, container({ ports: [{ containerPort: 80, hostPort: 80 }] })))],
    },
  ],
  fail: [
    {
      name: "a port of the node",
      objects: [
        deployment("web", podSpec({}, container({ ports: [{ containerPort: 8080 }, { containerPort: 8443, hostPort: 443 }] }))),
      ],
      finds: [
        { message: "ports", object: "Deployment shop/web", title: "Deployment shop/web takes port 443 of its node for web" },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
