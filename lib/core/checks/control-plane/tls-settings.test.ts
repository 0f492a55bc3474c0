import { checkTester } from "../tester.ts";
import tlsSettings from "./tls-settings.ts";
import { apiServer, controllerManager, etcd, scheduler, unseenControlPlane } from "./worlds.ts";

const served = "--tls-cert-file=/apiserver.crt";
const others = [controllerManager(), scheduler(), etcd()];
const object = "Pod kube-system/kube-apiserver-cp-2";

checkTester(tlsSettings, {
  pass: [
    { name: "what Kubernetes takes by itself", objects: [apiServer(served), ...others] },
    {
      name: "good ones by name",
      objects: [
        apiServer(served, "--tls-min-version=VersionTLS12", "--tls-cipher-suites=TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
        ...others,
      ],
    },
  ],
  fail: [
    {
      name: "an old version",
      objects: [apiServer(served, "--tls-min-version=VersionTLS11"), ...others],
      finds: [{ message: "oldVersion", object }],
    },
    {
      name: "ciphers without forward secrecy",
      objects: [apiServer(served, "--tls-cipher-suites=TLS_RSA_WITH_AES_128_GCM_SHA256,TLS_AES_128_GCM_SHA256"), ...others],
      finds: [{ message: "weakCiphers", object }],
    },
    { name: "a certificate of its own making", objects: [apiServer(), ...others], finds: [{ message: "selfMade", object }] },
    {
      name: "ciphers of etcd",
      objects: [apiServer(served), controllerManager(), scheduler(), etcd("--cipher-suites=TLS_ECDHE_RSA_WITH_RC4_128_SHA")],
      finds: [{ message: "weakCiphers", object: "Pod kube-system/etcd-cp-2" }],
    },
  ],
  notAssessed: unseenControlPlane,
});
