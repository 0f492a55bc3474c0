import { checkTester } from "../tester.ts";
import hostNamespaces from "./host-namespaces.ts";
import { deployment, podSpec } from "./worlds.ts";

checkTester(hostNamespaces, {
  pass: [{ name: "namespaces of its own", objects: [deployment("web", podSpec({ hostNetwork: false }))] }],
  fail: [
    {
      name: "the processes of the node",
      objects: [deployment("agent", podSpec({ hostPID: true, hostNetwork: true }))],
      finds: [
        {
          message: "processes",
          object: "Deployment shop/agent",
          path: "spec.template.spec.hostPID",
          title: "Deployment shop/agent shares hostPID and hostNetwork with its node: it sees the processes of every pod there",
        },
      ],
    },
    {
      name: "the network of the node",
      objects: [deployment("ingress", podSpec({ hostNetwork: true }))],
      finds: [{ message: "network", object: "Deployment shop/ingress" }],
    },
  ],
  notAssessed: [
    { name: "Deployments were not seen", objects: [], unseen: ["deployments.apps"] },
    { name: "pods of one namespace were not seen", objects: [deployment("web", podSpec())], dark: { pods: ["hidden"] } },
  ],
});
