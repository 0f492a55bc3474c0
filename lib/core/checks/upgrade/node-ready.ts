import { refTo } from "../object-ref.ts";
import { defineUpgradeCheck } from "./define.ts";

export default defineUpgradeCheck({
  id: "upgrade/node-ready",
  title: "Readiness of nodes",
  reads: ["nodes"],
  messages: {
    notReady: { text: "{object} is not ready: its pods have nowhere to go back to", impact: "warning" },
    cordoned: { text: "{object} takes no new pods", impact: "info" },
  },
  docs: {
    why: "Draining moves pods to other nodes. Nodes that are not ready, or take no pods, are missing then: a drain waits for budgets that cannot be met, and the upgrade stops half way.",
    fix: "Mend or remove nodes that are not ready, and uncordon what was forgotten, before the first node is drained.",
    refs: ["https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/"],
  },
  *evaluate({ list }) {
    for (const node of list("nodes")) {
      if (node.ready !== true) yield { at: refTo("nodes", node, "status.conditions"), message: "notReady" };
      if (node.unschedulable) yield { at: refTo("nodes", node, "spec.unschedulable"), message: "cordoned" };
    }
  },
});
