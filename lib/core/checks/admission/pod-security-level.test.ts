import { apiServerPod } from "../../authentication/api-server-pod.ts";
import { checkTester } from "../tester.ts";
import { deployment, podSpec } from "../workload/worlds.ts";
import podSecurityLevel from "./pod-security-level.ts";
import { namespace } from "./worlds.ts";

const web = deployment("web", podSpec());

checkTester(podSecurityLevel, {
  pass: [
    { name: "baseline is enforced", objects: [namespace("shop", { enforce: "baseline" }), web] },
    {
      name: "nothing runs in it, and kube-system is the node's own",
      objects: [namespace("shop"), namespace("kube-system"), apiServerPod()],
    },
  ],
  fail: [
    {
      name: "no label, where the defaults are Kubernetes' own",
      objects: [namespace("shop"), web, apiServerPod()],
      finds: [{ message: "open", object: "Namespace shop" }],
    },
    {
      name: "no label, where nobody sees the API server",
      objects: [namespace("shop", { warn: "baseline" }), web],
      finds: [{ message: "byDefault", object: "Namespace shop" }],
    },
    {
      name: "a label that lets everything through",
      objects: [namespace("shop", { enforce: "privileged" }), web],
      finds: [{ message: "privileged", object: "Namespace shop", path: "metadata.labels" }],
    },
    {
      name: "a level that is none",
      objects: [namespace("shop", { enforce: "Baseline", "warn-version": "1.30" }), web],
      finds: [
        {
          message: "misspelt",
          object: "Namespace shop",
          title:
            "Namespace shop has labels of Pod Security that are none: enforce and warn-version; it enforces restricted (latest)",
        },
      ],
    },
    {
      name: "labels that nobody reads",
      objects: [namespace("shop", { enforce: "baseline" }), web, apiServerPod("--disable-admission-plugins=PodSecurity")],
      finds: [{ message: "off", object: "Namespace shop" }],
    },
  ],
  notAssessed: [
    { name: "namespaces were not seen", objects: [web], unseen: ["namespaces"] },
    { name: "Deployments were not seen", objects: [namespace("shop")], unseen: ["deployments.apps"] },
  ],
});
