import { checkTester } from "../tester.ts";
import unsafeSysctls from "./unsafe-sysctls.ts";
import { deployment, podSpec } from "./worlds.ts";

checkTester(unsafeSysctls, {
  pass: [
    {
      name: "parameters that are the pod's own",
      objects: [
        deployment("a", podSpec({ securityContext: { sysctls: [{ name: "net.ipv4.tcp_keepalive_time", value: "60" }] } })),
      ],
    },
  ],
  fail: [
    {
      name: "a parameter of the node",
      objects: [
        deployment(
          "web",
          podSpec({
            securityContext: {
              sysctls: [
                { name: "kernel.msgmax", value: "1" },
                { name: "net.core.somaxconn", value: "1" },
              ],
            },
          }),
        ),
      ],
      finds: [
        {
          message: "unsafe",
          object: "Deployment shop/web",
          title: "Deployment shop/web sets kernel parameters that are not known to be safe: kernel.msgmax, net.core.somaxconn",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
