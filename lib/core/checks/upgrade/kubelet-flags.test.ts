import { checkTester } from "../tester.ts";
import kubeletFlags from "./kubelet-flags.ts";
import { faults, node } from "./worlds.ts";

checkTester(kubeletFlags, {
  pass: [
    {
      name: "a kubelet whose settings were uploaded",
      objects: [node("a")],
      evidence: { kubelets: [{ node: "a", settings: { eventRecordQPS: "50" } }] },
    },
  ],
  fail: [
    {
      name: "a limit that now means none",
      objects: faults["kubelet-flags"] ?? [],
      finds: [{ message: "unlimited", object: "ConfigMap kube-system/kubelet-config" }],
    },
    {
      name: "a flag that is gone",
      objects: [node("a")],
      evidence: { kubelets: [{ node: "a", settings: { "pod-infra-container-image": "pause:3.9" } }] },
      finds: [
        {
          message: "gone",
          object: "Node a",
          title: "Node a sets pod-infra-container-image, which kubelets from Kubernetes 1.35 on do not take",
        },
      ],
    },
    {
      name: "a flag of cAdvisor, written with underscores",
      objects: [node("a")],
      evidence: { kubelets: [{ node: "a", settings: { boot_id_file: "/proc/id" } }] },
      finds: [{ message: "gone", object: "Node a" }],
    },
  ],
  notAssessed: [
    { name: "a node whose flags nobody uploaded", objects: [node("a")] },
    { name: "ConfigMaps were not seen", objects: [], unseen: ["configmaps"] },
  ],
});
