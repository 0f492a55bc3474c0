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
      name: "systems that are old, and others that only sound like them",
      objects: [
        "Ubuntu 20.04.6 LTS",
        "Red Hat Enterprise Linux 8.10 (Ootpa)",
        "Rocky Linux 8.9 (Green Obsidian)",
        "Ubuntu 22.04.5 LTS",
        "Red Hat Enterprise Linux 9.6 (Plow)",
        "AlmaLinux 10.0 (Purple Lion)",
        "Amazon Linux 2023.8.20250818",
        "Debian GNU/Linux 12 (bookworm)",
        "Bottlerocket OS 1.18.0 (aws-k8s-1.34)",
      ].map((os, place) => node(`n-${place}`, { os })),
      finds: [
        { message: "system", object: "Node n-0" },
        { message: "system", object: "Node n-1" },
        { message: "system", object: "Node n-2" },
      ],
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
