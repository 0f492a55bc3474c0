import { apiServerPod } from "../../authentication/api-server-pod.ts";
import { checkTester } from "../tester.ts";
import clientCertificates from "./client-certificates.ts";

const request = (name: string, spec: Record<string, unknown>, issued = true) => ({
  apiVersion: "certificates.k8s.io/v1",
  kind: "CertificateSigningRequest",
  metadata: { name },
  spec: { signerName: "kubernetes.io/kube-apiserver-client", request: "", usages: ["client auth"], ...spec },
  status: issued ? { certificate: "LS0t", conditions: [{ type: "Approved", status: "True" }] } : {},
});
const day = { expirationSeconds: 86_400 };

checkTester(clientCertificates, {
  pass: [{ name: "an API server that takes none", objects: [apiServerPod()] }],
  fail: [
    {
      name: "one of a year, by the default",
      objects: [apiServerPod("--client-ca-file=/ca.crt"), request("jane", { username: "jane@example.com" })],
      finds: [
        {
          message: "long",
          object: "CertificateSigningRequest jane",
          title:
            "User jane@example.com got a client certificate by CertificateSigningRequest jane that may last 365 days and cannot be revoked",
        },
      ],
    },
    {
      name: "a program's, however short",
      objects: [request("bot", { username: "system:serviceaccount:ci:bot", ...day })],
      finds: [{ message: "robot", object: "CertificateSigningRequest bot" }],
    },
  ],
  notAssessed: [
    { name: "nothing is left of older requests", objects: [apiServerPod("--client-ca-file=/ca.crt")] },
    { name: "a person's for a day", objects: [request("jane", { username: "jane@example.com", ...day })] },
    { name: "one that was not issued", objects: [request("jane", { username: "jane@example.com" }, false)] },
    {
      name: "kubelets' certificates",
      objects: [request("csr-1", { username: "system:node:n1", signerName: "kubernetes.io/kube-apiserver-client-kubelet" })],
    },
    { name: "requests were not seen", objects: [], unseen: ["certificatesigningrequests.certificates.k8s.io", "pods"] },
  ],
});
