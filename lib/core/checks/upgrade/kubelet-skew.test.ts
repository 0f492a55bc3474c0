import { checkTester } from "../tester.ts";
import kubeletSkew from "./kubelet-skew.ts";
import { faults, node, staticPod } from "./worlds.ts";

checkTester(kubeletSkew, {
  pass: [
    {
      name: "kubelets of the API server's minor, and two older",
      objects: [node("a"), node("b", { kubelet: "v1.36.0-eks-1a2b" })],
    },
  ],
  fail: [
    {
      name: "kubelets newer, too old, and just in time",
      objects: [...(faults["kubelet-skew"] ?? []), node("new", { kubelet: "v1.38.0" }), node("last", { kubelet: "v1.35.4" })],
      finds: [
        { message: "newer", object: "Node new" },
        { message: "last", object: "Node last" },
        {
          message: "tooOld",
          object: "Node old",
          title: "Node old has a kubelet of Kubernetes 1.33, too old for an API server of 1.38: at most 3 minors are supported",
        },
      ],
    },
    {
      name: "a kubelet of before 1.25, of which two minors are supported",
      minor: "1.26",
      objects: [node("a", { kubelet: "v1.24.9" })],
      finds: [{ message: "tooOld", object: "Node a" }],
    },
    {
      name: "a kubelet newer than one of two API servers",
      objects: [staticPod("kube-apiserver", "v1.36.4"), node("a")],
      finds: [
        {
          message: "newerThanOldest",
          object: "Node a",
          title: "Node a has a kubelet of Kubernetes 1.37, newer than the oldest API server's 1.36",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "Nodes were not seen", objects: [], unseen: ["nodes"] },
    { name: "a node that does not say its version", objects: [node("a", { kubelet: "" })] },
  ],
});
