import { checkTester } from "../tester.ts";
import { workload } from "../upgrade/worlds.ts";
import { deployment, pod, podSpec } from "../workload/worlds.ts";
import tolerations from "./tolerations.ts";

const tolerating = (...list: readonly object[]) => deployment("web", podSpec({ tolerations: list }));

checkTester(tolerations, {
  pass: [
    {
      name: "one taint by its name",
      objects: [tolerating({ key: "dedicated", operator: "Equal", value: "shop", effect: "NoSchedule" })],
    },
    {
      name: "nodes that fail, as every pod does",
      objects: [tolerating({ key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute" })],
    },
    {
      name: "the cluster's own",
      objects: [pod("proxy", podSpec({ tolerations: [{ operator: "Exists" }] }), { namespace: "kube-system" })],
    },
    {
      name: "every taint that ends pods, and none that keeps them away",
      objects: [tolerating({ operator: "Exists", effect: "NoExecute" })],
    },
  ],
  fail: [
    {
      name: "every taint",
      objects: [tolerating({ operator: "Exists" })],
      finds: [{ message: "every", object: "Deployment shop/web" }],
    },
    {
      name: "an agent of every node",
      objects: [workload("DaemonSet", "agent", { tolerations: [{ operator: "Exists", effect: "NoSchedule" }] })],
      finds: [{ message: "agent", object: "DaemonSet legacy/agent" }],
    },
    {
      name: "the control plane's",
      objects: [tolerating({ key: "node-role.kubernetes.io/control-plane", operator: "Exists" })],
      finds: [{ message: "controlPlane", object: "Deployment shop/web", path: "spec.template.spec.tolerations" }],
    },
  ],
  notAssessed: [{ name: "DaemonSets were not seen", objects: [], unseen: ["daemonsets.apps"] }],
});
