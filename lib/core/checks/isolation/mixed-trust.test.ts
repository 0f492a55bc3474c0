import { namespace } from "../admission/worlds.ts";
import { checkTester } from "../tester.ts";
import { node } from "../upgrade/worlds.ts";
import { pod, podSpec, secured } from "../workload/worlds.ts";
import mixedTrust from "./mixed-trust.ts";

const nodes = [node("a"), node("b")];
const strict = [namespace("bank", { enforce: "restricted" }), pod("ledger", podSpec({ nodeName: "a" }), { namespace: "bank" })];
const bold = (nodeName: string, inside = "shop") =>
  pod("agent", podSpec({ nodeName }, secured({ privileged: true })), { namespace: inside });

checkTester(mixedTrust, {
  pass: [
    { name: "nodes of their own", objects: [...nodes, ...strict, bold("b")] },
    { name: "the cluster's own agents", objects: [...nodes, ...strict, bold("a", "kube-system")] },
    { name: "no namespace that asks for more", objects: [...nodes, namespace("bank", { enforce: "baseline" }), bold("a")] },
  ],
  fail: [
    {
      name: "a privileged pod beside a strict namespace",
      objects: [...nodes, ...strict, bold("a")],
      finds: [
        {
          message: "mixed",
          object: "Node a",
          title:
            "Node a runs shop/agent, which may take the node over, beside workloads of namespaces that enforce restricted, such as bank/ledger",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "nodes were not seen", objects: [...strict, bold("a")], unseen: ["nodes"] },
    { name: "namespaces were not seen", objects: [...nodes, bold("a")], unseen: ["namespaces"] },
  ],
});
