import { networkPolicy, podOf } from "../../network-policy/worlds.ts";
import { checkTester } from "../tester.ts";
import { cronJob, deployment, podSpec } from "../workload/worlds.ts";
import stalePolicy from "./stale-policy.ts";
import { calico, closed, shop, web } from "./worlds.ts";

const about = (app: string) => networkPolicy("shop/p", { podSelector: { matchLabels: { app } } });

checkTester(stalePolicy, {
  pass: [
    { name: "a pod that runs", objects: [calico, shop, web, about("web")] },
    { name: "a Deployment of which nothing runs", objects: [shop, deployment("idle", podSpec()), about("idle")] },
    { name: "a default for what comes later", objects: [shop, closed] },
  ],
  fail: [
    {
      name: "a label that nothing has",
      objects: [shop, web, about("webs")],
      finds: [{ message: "nothing", object: "NetworkPolicy shop/p", path: "spec.podSelector" }],
    },
    {
      name: "the same label in another namespace",
      objects: [shop, podOf("bank/db"), about("db")],
      finds: [{ message: "nothing", object: "NetworkPolicy shop/p" }],
    },
    {
      name: "a job that has other labels",
      objects: [shop, cronJob("nightly", podSpec()), about("nightly")],
      finds: [{ message: "nothing", object: "NetworkPolicy shop/p" }],
    },
    {
      name: "a pod on the host network",
      objects: [shop, podOf("shop/agent", { hostNetwork: true }), about("agent")],
      finds: [{ message: "hostNetwork", object: "NetworkPolicy shop/p" }],
    },
  ],
  notAssessed: [
    { name: "pods of the namespace were not seen", objects: [shop, about("web")], dark: { pods: ["shop"] } },
    { name: "policies were not seen", objects: [shop, web], unseen: ["networkpolicies.networking.k8s.io"] },
  ],
});
