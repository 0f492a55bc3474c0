import { checkTester } from "../tester.ts";
import { workload } from "../upgrade/worlds.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import logShipping from "./log-shipping.ts";

const web = deployment("web", podSpec());
const shipping = (image: string) => workload("DaemonSet", "logs", { containers: [{ name: "c", image }] });

checkTester(logShipping, {
  pass: [
    { name: "Fluent Bit", objects: [web, shipping("cr.fluentbit.io/fluent/fluent-bit:4.0")] },
    { name: "Vector", objects: [web, shipping("docker.io/timberio/vector:0.50")] },
  ],
  fail: [{ name: "none", objects: [web], finds: [{ message: "none", object: "Cluster kubernetes" }] }],
  notApplicable: [{ name: "nothing runs", objects: [] }],
  notAssessed: [{ name: "DaemonSets were not seen", objects: [web], unseen: ["daemonsets.apps"] }],
});
