import { checkTester } from "../tester.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";
import dashboards from "./dashboards.ts";

const image = "docker.io/kubernetesui/dashboard:v2.7.0";
const dashboard = (args: readonly string[] = []) => deployment("console", podSpec({}, container({ image, args })));
const service = (type: string, app = "console") => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { namespace: "shop", name: "front" },
  spec: { type, selector: { app }, ports: [{ port: 443 }] },
});
const ingress = {
  apiVersion: "networking.k8s.io/v1",
  kind: "Ingress",
  metadata: { namespace: "shop", name: "door" },
  spec: { rules: [{ http: { paths: [{ path: "/", backend: { service: { name: "front", port: { number: 443 } } } }] } }] },
};

checkTester(dashboards, {
  pass: [
    { name: "a dashboard for the cluster alone", objects: [dashboard(), service("ClusterIP")] },
    { name: "a door to something else", objects: [dashboard(), service("NodePort", "web"), ingress] },
    { name: "no console at all", objects: [deployment("web", podSpec()), service("LoadBalancer", "web")] },
  ],
  fail: [
    {
      name: "a port of every node",
      objects: [dashboard(), service("NodePort")],
      finds: [{ message: "published", object: "Service shop/front", path: "spec.type" }],
    },
    {
      name: "through the front door",
      objects: [dashboard(), service("ClusterIP"), ingress],
      finds: [{ message: "routed", object: "Ingress shop/door" }],
    },
    {
      name: "a sign-in that may be skipped",
      objects: [dashboard(["--enable-skip-login"])],
      finds: [{ message: "openDoor", object: "Deployment shop/console" }],
    },
  ],
  notAssessed: [
    { name: "Services were not seen", objects: [dashboard()], unseen: ["services"] },
    { name: "an older inventory", objects: [dashboard(), service("ClusterIP")], version: 5 },
  ],
});
