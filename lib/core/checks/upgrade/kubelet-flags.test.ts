import { checkTester } from "../tester.ts";
import kubeletFlags from "./kubelet-flags.ts";
import { faults, node } from "./worlds.ts";

const kubelet = { node: "a", seenAt: "2026-11-20T08:00:00Z" };
const usual = { ...kubelet, settings: { eventRecordQPS: "50" }, gates: {}, flags: [] };

checkTester(kubeletFlags, {
  pass: [
    {
      name: "a kubelet whose configuration and command line were uploaded",
      objects: [node("a")],
      evidence: { kubelets: [usual] },
    },
    {
      name: "a feature gate that stays",
      minor: "1.36",
      objects: [node("a", { kubelet: "v1.36.2" })],
      evidence: { kubelets: [{ ...usual, gates: { NodeSwap: true } }] },
    },
  ],
  fail: [
    {
      name: "a limit that now means none",
      objects: faults["kubelet-flags"] ?? [],
      finds: [{ message: "unlimited", object: "ConfigMap kube-system/kubelet-config" }],
    },
    {
      name: "a limit that now means none, in the configuration of one kubelet",
      objects: [node("a")],
      evidence: { kubelets: [{ ...usual, settings: { eventRecordQPS: "0" } }] },
      finds: [{ message: "unlimited", object: "Node a" }],
    },
    {
      name: "a flag that is gone",
      objects: [node("a")],
      evidence: { kubelets: [{ ...kubelet, flags: ["pod-infra-container-image"] }] },
      finds: [
        {
          message: "gone",
          object: "Node a",
          title:
            "Node a starts its kubelet with --pod-infra-container-image, as seen on 2026-11-20: kubelets from Kubernetes 1.35 on do not take it",
        },
      ],
    },
    {
      name: "feature gates that are gone, and locked",
      minor: "1.33",
      objects: [node("a", { kubelet: "v1.33.2" })],
      evidence: { kubelets: [{ ...usual, gates: { ElasticIndexedJob: true, ConsistentListFromCache: false, NodeSwap: true } }] },
      finds: [
        { message: "gate", object: "Node a" },
        { message: "locked", object: "Node a" },
      ],
    },
    {
      name: "a feature gate that is turned on, and locked off",
      minor: "1.35",
      objects: [node("a", { kubelet: "v1.35.2" })],
      evidence: { kubelets: [{ ...usual, gates: { GitRepoVolumeDriver: true } }] },
      finds: [{ message: "lockedOff", object: "Node a" }],
    },
  ],
  notAssessed: [
    { name: "a node of which nobody uploaded anything", objects: [node("a")] },
    {
      name: "a kubelet whose command line nobody gave",
      objects: [node("a")],
      evidence: { kubelets: [{ ...kubelet, settings: {}, gates: {} }] },
    },
    {
      name: "a kubelet whose configuration nobody gave",
      objects: [node("a")],
      evidence: { kubelets: [{ ...kubelet, flags: [] }] },
    },
    {
      name: "a feature gate on the way to a minor that the data does not have",
      minor: "1.27",
      objects: [node("a", { kubelet: "v1.27.2" })],
      evidence: { kubelets: [{ ...usual, gates: { SomeGate: true } }] },
    },
    {
      name: "what was uploaded is of another version of the kubelet",
      objects: [node("a")],
      evidence: { kubelets: [{ ...usual, version: "v1.36.0" }] },
    },
    { name: "ConfigMaps were not seen", objects: [], unseen: ["configmaps"] },
  ],
});
