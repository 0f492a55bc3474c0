import { checkTester } from "../tester.ts";
import { clusterWide, node } from "../upgrade/worlds.ts";
import nodeSoftware from "./node-software.ts";

const current = { os: "Debian GNU/Linux 13 (trixie)", runtime: "containerd://2.3.1" };
const kernel = (name: string, kernelVersion: string) =>
  clusterWide("v1", "Node", name, {
    status: { nodeInfo: { osImage: current.os, containerRuntimeVersion: current.runtime, architecture: "amd64", kernelVersion } },
  });

checkTester(nodeSoftware, {
  pass: [{ name: "a current system and runtime", objects: [node("a", current), node("b", current)] }],
  fail: [
    {
      name: "a system and a runtime that nobody mends",
      objects: [node("old", { os: "Amazon Linux 2", runtime: "containerd://1.7.30" }), node("new", current)],
      finds: [
        {
          message: "ended",
          object: "Node old",
          path: "status.nodeInfo.osImage",
          title: "Node old runs Amazon Linux 2, for which nobody mends anything since 2026-06-30",
        },
        {
          message: "runtime",
          object: "Node old",
          path: "status.nodeInfo.containerRuntimeVersion",
          title: "Node old runs containerd 1.7, whose support ended on 2026-09-30",
        },
      ],
    },
    {
      name: "a system that is mended for money",
      objects: [node("paid", { ...current, os: "Ubuntu 20.04.6 LTS" })],
      finds: [{ message: "paid", object: "Node paid" }],
    },
    {
      name: "a node that was not started again",
      objects: [kernel("late", "6.12.9-amd64"), kernel("early", "6.12.10-amd64"), kernel("other", "6.1.1-amd64")],
      finds: [
        {
          message: "behind",
          object: "Node late",
          path: "status.nodeInfo.kernelVersion",
          title: "Node late runs the kernel 6.12.9-amd64, while another node of the same system runs 6.12.10-amd64",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "a system that is not in the table", objects: [node("a", { ...current, os: "Bottlerocket OS 1.20.3" })] },
    { name: "a runtime past what its makers promised", objects: [node("a", { ...current, runtime: "containerd://2.2.1" })] },
    { name: "a node that says nothing of itself", objects: [clusterWide("v1", "Node", "silent", { spec: {}, status: {} })] },
    { name: "nodes were not seen", objects: [], unseen: ["nodes"] },
  ],
});
