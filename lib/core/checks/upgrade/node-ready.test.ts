import { checkTester } from "../tester.ts";
import nodeReady from "./node-ready.ts";
import { node } from "./worlds.ts";

checkTester(nodeReady, {
  pass: [{ name: "nodes that are ready", objects: [node("a")] }],
  fail: [
    {
      name: "a node that is not ready, and one that takes no pods",
      objects: [node("sick", { ready: "Unknown" }), node("shut", {}, { spec: { unschedulable: true } })],
      finds: [
        { message: "notReady", object: "Node sick" },
        { message: "cordoned", object: "Node shut" },
      ],
    },
  ],
  notAssessed: [{ name: "Nodes were not seen", objects: [], unseen: ["nodes"] }],
});
