import { checkTester } from "../tester.ts";
import kubeletConnections from "./kubelet-connections.ts";
import { apiServer, unseenControlPlane } from "./worlds.ts";

const object = "Pod kube-system/kube-apiserver-cp-2";
const client = ["--kubelet-client-certificate=/c.crt", "--kubelet-client-key=/c.key"];

checkTester(kubeletConnections, {
  pass: [{ name: "both sides are checked", objects: [apiServer("--kubelet-certificate-authority=/ca.crt", ...client)] }],
  fail: [
    {
      name: "kubelets are not checked, as with kubeadm",
      objects: [apiServer(...client)],
      finds: [{ message: "unverified", object }],
    },
    {
      name: "a certificate without its key",
      objects: [apiServer("--kubelet-certificate-authority=/ca.crt", "--kubelet-client-certificate=/c.crt")],
      finds: [{ message: "anonymous", object }],
    },
  ],
  notAssessed: unseenControlPlane,
});
