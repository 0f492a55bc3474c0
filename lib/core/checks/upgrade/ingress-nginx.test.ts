import { checkTester } from "../tester.ts";
import ingressNginx from "./ingress-nginx.ts";
import { faults, workload } from "./worlds.ts";

checkTester(ingressNginx, {
  pass: [{ name: "another controller", objects: [workload("Deployment", "web")] }],
  fail: [
    {
      name: "its class",
      objects: faults["ingress-nginx"] ?? [],
      finds: [{ message: "ingressClass", object: "IngressClass nginx" }],
    },
    {
      name: "its controller, from a copy of the image, and by its label",
      objects: [
        workload("Deployment", "edge", { containers: [{ name: "c", image: "mirror.example/ingress-nginx/controller:v1.12.0" }] }),
        workload("DaemonSet", "edge", {}, { labels: { "app.kubernetes.io/name": "ingress-nginx" } }),
      ],
      finds: [
        { message: "controller", object: "Deployment legacy/edge" },
        { message: "controller", object: "DaemonSet legacy/edge" },
      ],
    },
  ],
  notAssessed: [{ name: "IngressClasses were not seen", objects: [], unseen: ["ingressclasses.networking.k8s.io"] }],
});
