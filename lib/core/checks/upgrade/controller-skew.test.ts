import { checkTester } from "../tester.ts";
import controllerSkew from "./controller-skew.ts";
import { node, staticPod } from "./worlds.ts";

checkTester(controllerSkew, {
  pass: [
    {
      name: "parts of one minor",
      objects: [staticPod("kube-controller-manager", "v1.37.2"), staticPod("kube-scheduler", "v1.36.9")],
    },
  ],
  fail: [
    {
      name: "a scheduler that is newer, and a controller manager two minors older",
      objects: [staticPod("kube-controller-manager", "v1.35.0"), staticPod("kube-scheduler", "v1.38.0")],
      finds: [
        { message: "older", object: "Pod kube-system/kube-controller-manager-old" },
        { message: "newer", object: "Pod kube-system/kube-scheduler-old" },
      ],
    },
  ],
  notApplicable: [
    {
      name: "a provider runs the control plane",
      objects: [node("a", { kubelet: "v1.37.2-eks-1a2b" }, { labels: { "eks.amazonaws.com/nodegroup": "a" } })],
    },
  ],
  notAssessed: [
    { name: "no static pods, and no provider that is known", objects: [node("a")] },
    { name: "Pods were not seen", objects: [], unseen: ["pods"] },
  ],
});
