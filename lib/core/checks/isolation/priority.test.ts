import { checkTester } from "../tester.ts";
import { clusterWide } from "../upgrade/worlds.ts";
import { deployment, pod, podSpec } from "../workload/worlds.ts";
import priority from "./priority.ts";

const priorityClass = (name: string, fields: object) =>
  clusterWide("scheduling.k8s.io/v1", "PriorityClass", name, { value: 1000, ...fields });
const web = (priorityClassName: string) => deployment("web", podSpec({ priorityClassName }));

checkTester(priority, {
  pass: [
    { name: "a class of one's own", objects: [priorityClass("shop", {}), web("shop")] },
    {
      name: "a default that waits",
      objects: [priorityClass("all", { value: 5_000_000, globalDefault: true, preemptionPolicy: "Never" })],
    },
    {
      name: "the cluster's own pods",
      objects: [pod("dns", podSpec({ priorityClassName: "system-cluster-critical" }), { namespace: "kube-system" })],
    },
  ],
  fail: [
    {
      name: "a class of the system",
      objects: [web("system-node-critical")],
      finds: [{ message: "systemClass", object: "Deployment shop/web" }],
    },
    {
      name: "a class that is not there",
      objects: [web("gone")],
      finds: [{ message: "missingClass", object: "Deployment shop/web" }],
    },
    {
      name: "everybody first",
      objects: [priorityClass("all", { value: 1_000_000, globalDefault: true })],
      finds: [{ message: "highDefault", object: "PriorityClass all" }],
    },
  ],
  notAssessed: [
    { name: "priority classes were not seen", objects: [web("gone")], unseen: ["priorityclasses.scheduling.k8s.io"] },
  ],
});
