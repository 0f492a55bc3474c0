import { checkTester } from "../tester.ts";
import { node } from "../upgrade/worlds.ts";
import { container, controlledBy, deployment, pod, podSpec, replicaSet } from "../workload/worlds.ts";
import neighbours from "./neighbours.ts";

const control = node("cp-1", {}, { labels: { "node-role.kubernetes.io/control-plane": "" } });
const worker = node("worker-1");
const on = (nodeName: string, more: object = {}) => podSpec({ nodeName, ...more });

checkTester(neighbours, {
  pass: [
    { name: "workloads on nodes of their own", objects: [control, worker, pod("web", on("worker-1"))] },
    { name: "the cluster's own", objects: [control, pod("dns", on("cp-1"), { namespace: "kube-system" })] },
  ],
  fail: [
    {
      name: "a Deployment, once for all of its pods",
      objects: [
        control,
        deployment("web", podSpec()),
        replicaSet("web-1", podSpec(), controlledBy("Deployment", "web")),
        ...["a", "b"].map((name) => pod(`web-1-${name}`, on("cp-1"), controlledBy("ReplicaSet", "web-1"))),
      ],
      finds: [{ message: "beside", object: "Deployment shop/web" }],
    },
    {
      name: "in the network of the node",
      objects: [control, pod("agent", on("cp-1", { hostNetwork: true }))],
      finds: [{ message: "onHost", object: "Pod shop/agent" }],
    },
    {
      name: "on ports of the node",
      objects: [
        control,
        pod("door", podSpec({ nodeName: "cp-1" }, container({ ports: [{ containerPort: 80, hostPort: 8080 }] }))),
      ],
      finds: [
        {
          message: "ports",
          object: "Pod shop/door",
          title: "Pod shop/door runs on cp-1 of the control plane, and answers on ports 8080 of their addresses",
        },
      ],
    },
  ],
  notApplicable: [{ name: "a control plane that is no node", objects: [worker, pod("web", on("worker-1"))] }],
  notAssessed: [
    { name: "nodes were not seen", objects: [pod("web", on("cp-1"))], unseen: ["nodes"] },
    { name: "pods of one namespace were not seen", objects: [control], dark: { pods: ["hidden"] } },
  ],
});
