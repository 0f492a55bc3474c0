import { checkTester } from "../tester.ts";
import probeHosts from "./probe-hosts.ts";
import { container, deployment, podSpec } from "./worlds.ts";

checkTester(probeHosts, {
  pass: [
    {
      name: "probes of the pod itself",
      objects: [deployment("a", podSpec({}, container({ livenessProbe: { httpGet: { path: "/", port: 80, host: "" } } })))],
    },
  ],
  fail: [
    {
      name: "a probe and a hook that go elsewhere",
      objects: [
        deployment(
          "web",
          podSpec(
            {},
            container({ livenessProbe: { httpGet: { port: 80, host: "169.254.169.254" } } }),
            container({ name: "side", lifecycle: { preStop: { tcpSocket: { host: "db", port: 1 } } } }),
          ),
        ),
      ],
      finds: [
        {
          message: "elsewhere",
          object: "Deployment shop/web",
          title:
            'Deployment shop/web lets the kubelet call other hosts: containers "side", "web" use probe or lifecycle hosts "169.254.169.254", "db"',
        },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
