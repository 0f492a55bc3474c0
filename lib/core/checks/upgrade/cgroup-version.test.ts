import { checkTester } from "../tester.ts";
import cgroupVersion from "./cgroup-version.ts";
import { faults, node, systemConfigMap } from "./worlds.ts";

checkTester(cgroupVersion, {
  pass: [
    { name: "a kubelet that says version 2", objects: [node("a")], evidence: { kubelets: [{ node: "a", cgroupVersion: 2 }] } },
  ],
  fail: [
    {
      name: "a system that comes with version 1",
      objects: faults["cgroup-version"] ?? [],
      finds: [{ message: "system", object: "Node amazon" }],
    },
    {
      name: "a kubelet that says version 1",
      objects: [node("a")],
      evidence: { kubelets: [{ node: "a", cgroupVersion: 1 }] },
      finds: [{ message: "first", object: "Node a" }],
    },
    {
      name: "version 1 where kubelets are told to start all the same",
      objects: [node("a"), systemConfigMap("kubelet-config", { kubelet: "failCgroupV1: false\n" })],
      evidence: { kubelets: [{ node: "a", cgroupVersion: 1 }] },
      finds: [{ message: "tolerated", object: "Node a" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", objects: faults["cgroup-version"] ?? [], minor: "1.30" }],
  notAssessed: [
    { name: "a node of which nobody uploaded metrics", objects: [node("a")] },
    { name: "Nodes were not seen", objects: [], unseen: ["nodes"] },
  ],
});
