import { checkTester } from "../tester.ts";
import serverSkew from "./server-skew.ts";
import { staticPod } from "./worlds.ts";

checkTester(serverSkew, {
  pass: [{ name: "API servers of one minor", objects: [staticPod("kube-apiserver", "v1.37.2")] }],
  fail: [
    {
      name: "API servers two minors apart",
      objects: [
        staticPod("kube-apiserver", "v1.37.2"),
        {
          ...staticPod("kube-apiserver", "v1.35.1"),
          metadata: { namespace: "kube-system", name: "kube-apiserver-2", annotations: { "kubernetes.io/config.mirror": "1" } },
        },
      ],
      finds: [
        {
          message: "apart",
          object: "Pod kube-system/kube-apiserver-2",
          title:
            "Pod kube-system/kube-apiserver-2 runs Kubernetes 1.35 while another of 2 API servers runs 1.37: more than one minor apart",
        },
      ],
    },
    {
      name: "an upgrade that goes on",
      objects: [
        staticPod("kube-apiserver", "v1.37.2"),
        {
          ...staticPod("kube-apiserver", "v1.36.1"),
          metadata: { namespace: "kube-system", name: "kube-apiserver-2", annotations: { "kubernetes.io/config.mirror": "1" } },
        },
      ],
      finds: [{ message: "rolling", object: "Pod kube-system/kube-apiserver-2" }],
    },
  ],
  notAssessed: [
    { name: "no API server runs inside the cluster", objects: [] },
    { name: "an image without a version", objects: [staticPod("kube-apiserver", "latest")] },
    { name: "an inventory of before images were read", objects: [staticPod("kube-apiserver", "v1.37.2")], version: 3 },
  ],
});
