import { checkTester } from "../tester.ts";
import dockerRuntime from "./docker-runtime.ts";
import { faults, node } from "./worlds.ts";

checkTester(dockerRuntime, {
  pass: [{ name: "containerd", objects: [node("a")] }],
  fail: [
    {
      name: "Docker through the dockershim",
      minor: "1.23",
      objects: [node("a", { runtime: "docker://20.10.7", kubelet: "v1.23.5" })],
      finds: [{ message: "docker", object: "Node a" }],
    },
    {
      name: "Docker through an adapter",
      objects: faults["docker-runtime"] ?? [],
      finds: [{ message: "adapted", object: "Node docker" }],
    },
  ],
  notApplicable: [
    { name: "a target that still has the dockershim", objects: [node("a", { runtime: "docker://20.10.7" })], minor: "1.21" },
  ],
  notAssessed: [
    { name: "Nodes were not seen", objects: [], unseen: ["nodes"] },
    { name: "a node that does not say its runtime", objects: [node("a", { runtime: "" })] },
  ],
});
