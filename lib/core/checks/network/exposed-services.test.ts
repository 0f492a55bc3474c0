import { checkTester } from "../tester.ts";
import exposedServices from "./exposed-services.ts";
import { service } from "./worlds.ts";

const balancer = { type: "LoadBalancer", ports: [{ port: 443, nodePort: 31000 }] };

checkTester(exposedServices, {
  pass: [
    { name: "a Service for the cluster alone", objects: [service("a", {})] },
    { name: "known sources alone", objects: [service("a", { ...balancer, loadBalancerSourceRanges: ["192.0.2.0/24"] })] },
    {
      name: "a balancer inside the cloud's network",
      objects: [service("a", balancer, { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" })],
    },
  ],
  fail: [
    {
      name: "a balancer for everybody",
      objects: [service("a", balancer, { "service.beta.kubernetes.io/azure-load-balancer-internal": "false" })],
      finds: [{ message: "loadBalancer", object: "Service shop/a" }],
    },
    {
      name: "source ranges that hold everything",
      objects: [service("a", { ...balancer, loadBalancerSourceRanges: ["0.0.0.0/0"] })],
      finds: [{ message: "loadBalancer", object: "Service shop/a" }],
    },
    {
      name: "a port of every node",
      objects: [service("a", { type: "NodePort", ports: [{ port: 80, nodePort: 30080 }] })],
      finds: [{ message: "nodePort", object: "Service shop/a", title: "Service shop/a is open on every node, on 30080" }],
    },
  ],
  notAssessed: [
    { name: "Services were not seen", objects: [], unseen: ["services"] },
    { name: "an older inventory, which lacks the annotations of clouds", objects: [service("a", {})], version: 6 },
  ],
});
