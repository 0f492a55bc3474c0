import { dangerOf } from "../../rbac/dangers.ts";
import { podRemoval } from "../../rbac/harms.ts";
import { requestsFor } from "../../rbac/requests-for.ts";
import { defineCheck } from "../define.ts";
import { access, byDefaults, holdings, rbacResources, reportHolding } from "./access.ts";
import { splitBy } from "./combination.ts";

const removal = requestsFor(["delete", "deletecollection"], ["", "nodes"]);

export default defineCheck({
  id: "rbac/node-changes",
  major: 1,
  since: "0.1",
  title: "Writers of nodes",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "platform",
  answers: ["checklist:rbac-good-practices"],
  reads: rbacResources,
  messages: {
    steal: {
      text: "{subjects} may change nodes and remove pods from them, and so move any pod to a node of their choice: {object} gives {role}, rule {rule}",
      severity: "high",
    },
    change: { text: "{subjects} may change nodes: {object} gives {role}, rule {rule}", severity: "medium" },
    remove: {
      text: "{subjects} may delete nodes, and the pods with them: {object} gives {role}, rule {rule}",
      severity: "medium",
    },
  },
  crossesNamespaces: true,
  docs: {
    why: "Labels and taints of nodes decide where pods run, and a cordon closes the others. Who also deletes or evicts pods lets the scheduler start them again where the mounted tokens and Secrets can be read. A changed status lies about capacity and addresses.",
    fix: "Leave nodes to the node controllers and to the autoscaler, and give people a tool that cordons and drains for them.",
    refs: ["https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction"],
  },
  byMinor: byDefaults,
  *evaluate(context) {
    const found = context.view(access);
    const reported = new Set<unknown>();
    for (const holding of holdings(found, { requests: dangerOf("change-nodes").requests })) {
      reported.add(holding.binding);
      const { both, one } = splitBy(holding, (subject) => found.powers.holdsAnywhere(subject, podRemoval));
      if (both.length > 0) yield reportHolding(holding, "steal", both);
      if (one.length > 0) yield reportHolding(holding, "change", one);
    }
    for (const holding of holdings(found, { requests: removal }))
      if (!reported.has(holding.binding)) yield reportHolding(holding, "remove");
  },
});
