import { checkTester } from "../tester.ts";
import proxySkew from "./proxy-skew.ts";
import { faults, node, workload } from "./worlds.ts";

checkTester(proxySkew, {
  pass: [
    {
      name: "kube-proxy of the API server's minor",
      objects: [
        {
          ...workload("DaemonSet", "kube-proxy", {
            containers: [{ name: "kube-proxy", image: "registry.k8s.io/kube-proxy:v1.37.2@sha256:00" }],
          }),
          metadata: { namespace: "kube-system", name: "kube-proxy" },
        },
        node("a"),
      ],
    },
  ],
  fail: [
    {
      name: "kube-proxy too old for the target and for a kubelet",
      objects: [...(faults["proxy-skew"] ?? []), node("a")],
      finds: [
        { message: "tooOld", object: "DaemonSet kube-system/kube-proxy" },
        { message: "apart", object: "DaemonSet kube-system/kube-proxy" },
      ],
    },
    {
      name: "kube-proxy newer than the API server",
      minor: "1.32",
      objects: faults["proxy-skew"] ?? [],
      finds: [{ message: "newer", object: "DaemonSet kube-system/kube-proxy" }],
    },
  ],
  notAssessed: [
    { name: "DaemonSets were not seen", objects: [], unseen: ["daemonsets.apps"] },
    { name: "no DaemonSet of kube-proxy", objects: [node("a")] },
    {
      name: "an image that is named by its digest alone",
      objects: [
        {
          ...workload("DaemonSet", "kube-proxy", {
            containers: [{ name: "kube-proxy", image: `registry.k8s.io/kube-proxy@sha256:${"0".repeat(64)}` }],
          }),
          metadata: { namespace: "kube-system", name: "kube-proxy" },
        },
        node("a"),
      ],
    },
  ],
});
