import { daemonSet } from "../../network-policy/worlds.ts";
import { checkTester } from "../tester.ts";
import policyEnforcement from "./policy-enforcement.ts";
import { calico, closed, flannel, shop } from "./worlds.ts";

checkTester(policyEnforcement, {
  pass: [
    { name: "Calico", objects: [calico] },
    { name: "flannel with Calico beside it", objects: [flannel, daemonSet("canal", "docker.io/calico/node:v3")] },
    { name: "Cilium under another name", objects: [daemonSet("agent", "quay.io/cilium/cilium:v1.18.0")] },
  ],
  fail: [
    {
      name: "flannel ignores the policies that are there",
      objects: [flannel, shop, closed],
      finds: [
        {
          message: "ignored",
          object: "DaemonSet kube-system/kube-flannel-ds",
          title:
            "DaemonSet kube-system/kube-flannel-ds is flannel, which does not enforce NetworkPolicies: the 1 that are there isolate nothing",
        },
      ],
    },
    {
      name: "the AWS VPC CNI without its agent",
      objects: [daemonSet("aws-node")],
      finds: [{ message: "impossible", object: "DaemonSet kube-system/aws-node" }],
    },
  ],
  notAssessed: [
    { name: "a plugin that nobody knows", objects: [daemonSet("own-network")] },
    {
      name: "an agent that may be off",
      objects: [daemonSet("aws-node", "602401143452.dkr.ecr.us-west-2.amazonaws.com/amazon/aws-network-policy-agent:v1.2")],
    },
    { name: "DaemonSets were not seen", objects: [shop], unseen: ["daemonsets.apps"] },
  ],
});
