import { checkTester } from "../tester.ts";
import containerRuntime from "./container-runtime.ts";
import { faults, node } from "./worlds.ts";

checkTester(containerRuntime, {
  pass: [{ name: "containerd 2", objects: [node("a")] }],
  fail: [
    {
      name: "containerd 1",
      objects: faults["container-runtime"] ?? [],
      finds: [{ message: "old", object: "Node slow", path: "status.nodeInfo.containerRuntimeVersion" }],
    },
    {
      name: "a kubelet that says when it ends",
      objects: faults["container-runtime"] ?? [],
      evidence: { kubelets: [{ node: "slow", runtimeUnsupportedFrom: "1.38" }] },
      finds: [{ message: "unsupported", object: "Node slow" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", objects: faults["container-runtime"] ?? [], minor: "1.30" }],
  notAssessed: [
    { name: "Nodes were not seen", objects: [], unseen: ["nodes"] },
    { name: "a node that does not say its runtime", objects: [node("a", { runtime: "" })] },
  ],
});
