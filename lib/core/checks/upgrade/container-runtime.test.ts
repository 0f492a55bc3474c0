import { checkTester } from "../tester.ts";
import containerRuntime from "./container-runtime.ts";
import { faults, node } from "./worlds.ts";

const slow = faults["container-runtime"] ?? [];
const kubelet = { node: "slow", seenAt: "2026-11-20T08:00:00Z", metrics: true } as const;

checkTester(containerRuntime, {
  pass: [
    { name: "containerd 2", objects: [node("a")] },
    { name: "CRI-O of late", objects: [node("a", { runtime: "cri-o://1.34.1" })] },
    {
      name: "a runtime of which the kubelet says no end",
      objects: [node("slow", { runtime: "other://3.1" })],
      evidence: { kubelets: [kubelet] },
    },
  ],
  fail: [
    {
      name: "containerd 1",
      objects: slow,
      finds: [{ message: "old", object: "Node slow", path: "status.nodeInfo.containerRuntimeVersion" }],
    },
    {
      name: "a kubelet that says when it ends",
      objects: slow,
      evidence: { kubelets: [{ ...kubelet, runtimeUnsupportedFrom: "1.38" }] },
      finds: [
        {
          message: "unsupported",
          object: "Node slow",
          title:
            "The kubelet of Node slow said on 2026-11-20 that those from Kubernetes 1.38 on do not support its runtime, containerd://1.7.30",
        },
      ],
    },
    {
      name: "an end that comes after the target",
      objects: slow,
      target: 37,
      minor: "1.36",
      evidence: { kubelets: [{ ...kubelet, runtimeUnsupportedFrom: "1.38" }] },
      finds: [{ message: "ending", object: "Node slow" }],
    },
    {
      name: "what was said by a kubelet that is not there any more",
      objects: slow,
      evidence: { kubelets: [{ ...kubelet, version: "v1.35.1", runtimeUnsupportedFrom: "1.38" }] },
      finds: [{ message: "old", object: "Node slow" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", objects: slow, minor: "1.30" }],
  notAssessed: [
    { name: "Nodes were not seen", objects: [], unseen: ["nodes"] },
    { name: "a node that does not say its runtime", objects: [node("a", { runtime: "" })] },
    { name: "a runtime of which nothing is known", objects: [node("a", { runtime: "other://3.1" })] },
    {
      name: "metrics of a kubelet that does not say it yet",
      minor: "1.34",
      objects: [node("slow", { runtime: "other://3.1", kubelet: "v1.33.4" })],
      evidence: { kubelets: [kubelet] },
    },
  ],
});
