import { checkTester } from "../tester.ts";
import cgroupVersion from "./cgroup-version.ts";
import { faults, node, systemConfigMap } from "./worlds.ts";

const seenAt = "2026-11-20T08:00:00Z";
const first = { node: "a", seenAt, cgroupVersion: 1 } as const;

checkTester(cgroupVersion, {
  pass: [
    {
      name: "a kubelet that says version 2",
      objects: [node("a")],
      evidence: { kubelets: [{ node: "a", seenAt, cgroupVersion: 2 }] },
    },
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
      evidence: { kubelets: [first] },
      finds: [
        {
          message: "first",
          object: "Node a",
          title:
            "Node a has control groups of version 1, as its kubelet said on 2026-11-20: it does not start from Kubernetes 1.35 on",
        },
      ],
    },
    {
      name: "version 1 where kubelets are told to start all the same",
      objects: [node("a"), systemConfigMap("kubelet-config", { kubelet: "failCgroupV1: false\n" })],
      evidence: { kubelets: [first] },
      finds: [{ message: "tolerated", object: "Node a" }],
    },
    {
      name: "a kubelet that somebody told to start all the same, and one whose minor fills that in",
      objects: [node("a", { kubelet: "v1.36.2" }), node("b", { kubelet: "v1.34.4" })],
      evidence: {
        kubelets: [
          { ...first, version: "v1.36.2", settings: { failCgroupV1: "false" } },
          { ...first, node: "b", version: "v1.34.4", settings: { failCgroupV1: "false" } },
        ],
      },
      finds: [
        { message: "tolerated", object: "Node a" },
        { message: "first", object: "Node b" },
      ],
    },
  ],
  notApplicable: [{ name: "a target of before the change", objects: faults["cgroup-version"] ?? [], minor: "1.30" }],
  notAssessed: [
    { name: "a node of which nobody uploaded metrics", objects: [node("a")] },
    {
      name: "metrics of one node of two",
      objects: [node("a"), node("b")],
      evidence: { kubelets: [{ ...first, cgroupVersion: 2 }] },
    },
    {
      name: "metrics of another version of the kubelet than the node has now",
      objects: [node("a", { kubelet: "v1.36.2" })],
      evidence: { kubelets: [{ ...first, cgroupVersion: 2, version: "v1.35.0" }] },
    },
    {
      name: "metrics of a node that was replaced by one of the same name",
      objects: [{ ...node("a"), metadata: { name: "a", creationTimestamp: "2026-11-21T00:00:00Z" } }],
      evidence: { kubelets: [{ ...first, cgroupVersion: 2 }] },
    },
    { name: "Nodes were not seen", objects: [], unseen: ["nodes"] },
  ],
});
