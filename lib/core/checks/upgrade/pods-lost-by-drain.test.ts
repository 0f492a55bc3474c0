import { checkTester } from "../tester.ts";
import podsLostByDrain from "./pods-lost-by-drain.ts";
import { faults, pod, workload } from "./worlds.ts";

checkTester(podsLostByDrain, {
  pass: [
    {
      name: "a Deployment without files, and a static pod",
      objects: [workload("Deployment", "web"), pod("static", {}, { annotations: { "kubernetes.io/config.mirror": "1" } })],
    },
  ],
  fail: [
    {
      name: "a pod without a controller",
      objects: faults["pods-lost-by-drain"] ?? [],
      finds: [{ message: "bare", object: "Pod legacy/bare" }],
    },
    {
      name: "files, a pod that does not want to go, and one that takes two hours",
      objects: [
        workload("Deployment", "files", { volumes: [{ name: "tmp", emptyDir: {} }] }),
        workload("Deployment", "pinned", {}, { annotations: { "cluster-autoscaler.kubernetes.io/safe-to-evict": "false" } }),
        workload("Deployment", "slow", { terminationGracePeriodSeconds: 7200 }),
      ],
      finds: [
        { message: "emptyDir", object: "Namespace legacy" },
        { message: "pinned", object: "Deployment legacy/pinned" },
        { message: "slow", object: "Deployment legacy/slow" },
      ],
    },
  ],
  notAssessed: [{ name: "Pods of one namespace were not seen", objects: [], dark: { pods: ["hidden"] } }],
});
