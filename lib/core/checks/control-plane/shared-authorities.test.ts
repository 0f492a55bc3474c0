import { checkTester } from "../tester.ts";
import { endedBundle, lastingBundle, systemConfigMap } from "../upgrade/worlds.ts";
import sharedAuthorities from "./shared-authorities.ts";
import { apiServer, controllerManager, etcd, unseenControlPlane } from "./worlds.ts";

const object = "Pod kube-system/kube-apiserver-cp-2";
const clients = "--client-ca-file=/ca.crt";
const proxies = "--requestheader-client-ca-file=/front-proxy-ca.crt";
const good = [
  apiServer(clients, proxies, "--etcd-cafile=/etcd/ca.crt"),
  controllerManager("--service-account-private-key-file=/sa.key", "--cluster-signing-key-file=/ca.key"),
  etcd("--trusted-ca-file=/etcd/ca.crt"),
];
const [, manager, store] = good as [(typeof good)[0], (typeof good)[0], (typeof good)[0]];

const pem = (bundle: string) => Buffer.from(bundle, "base64").toString();
const published = (data: Readonly<Record<string, string>>) => systemConfigMap("extension-apiserver-authentication", data);

/** An authority and one that it issued. */
const issuer = `-----BEGIN CERTIFICATE-----
MIIBdTCCARugAwIBAgIUZqOUdTubo+hGfB+ETjXk//dJcUIwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEcm9vdDAgFw0yNjExMjgxMjEzMDJaGA8yMTI2MTEwNDEyMTMw
MlowDzENMAsGA1UEAwwEcm9vdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMk5
02REDQHGDZb7rCSK7cj5lrIh/iDz+9eJnA8A8LwkO0IWKQY4Jiya3fYhFclck29r
+CkXb4nOMY/bZIWv7F6jUzBRMB0GA1UdDgQWBBRKMk9NiQQGtSadd6Xegmg/RiKi
IzAfBgNVHSMEGDAWgBRKMk9NiQQGtSadd6Xegmg/RiKiIzAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0gAMEUCIQC67ST3TzMrEiUGRedL+nBGd9qBHYCec4T0
Flm3c9wBIQIgPVBqUQqbGCNNXMBSaw45WmdrHHNh1S8E9/OUPXVtqEc=
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBdTCCARugAwIBAgIUAOHn5mq14J6ylbLh+l3RAavZbXYwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEcm9vdDAgFw0yNjExMjgxMjEzMDJaGA8yMTI2MTEwNDEyMTMw
MlowEjEQMA4GA1UEAwwHY2xpZW50czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IA
BKzVad1cfeP25Ph0ubDDIX4PUM01LF9izz98W+6bckacP6IwZtvrQoKnkAbd8JZB
l0Ca3P7DtfaRcXoeUNtyxiyjUDBOMAwGA1UdEwQFMAMBAf8wHQYDVR0OBBYEFMSJ
wl5MR+SNUZg6uraQNqAC4mdBMB8GA1UdIwQYMBaAFEoyT02JBAa1Jp13pd6CaD9G
IqIjMAoGCCqGSM49BAMCA0gAMEUCIAD+nZGlD1iFLAG1MsPIC9CWPbzioAIyNY6p
4G5ffC/BAiEA65wSpLiRLKwpFqlCKM/FXOnY3u1swo0LvDhPssrjh2E=
-----END CERTIFICATE-----`;

checkTester(sharedAuthorities, {
  pass: [
    {
      name: "one for each purpose, as with kubeadm",
      objects: [
        ...good,
        published({
          "client-ca-file": pem(lastingBundle),
          "requestheader-client-ca-file": pem(endedBundle),
          "requestheader-allowed-names": "[]",
        }),
      ],
    },
    {
      name: "a shared one for a front proxy that has a name",
      objects: [
        apiServer(
          clients,
          "--requestheader-client-ca-file=/ca.crt",
          "--requestheader-allowed-names=proxy",
          "--etcd-cafile=/e.crt",
        ),
        manager,
        store,
      ],
    },
  ],
  fail: [
    {
      name: "users' certificates open etcd",
      objects: [apiServer(clients, proxies, "--etcd-cafile=/ca.crt"), manager, etcd("--trusted-ca-file=/ca.crt")],
      finds: [
        { message: "etcdTakesClients", object },
        { message: "etcdTakesClients", object: "Pod kube-system/etcd-cp-2" },
      ],
    },
    {
      name: "one authority for all, and any name is a front proxy",
      objects: [apiServer(clients, "--requestheader-client-ca-file=/ca.crt", "--etcd-cafile=/ca.crt"), manager, store],
      finds: [
        { message: "proxyByAnyClient", object },
        { message: "oneForAll", object },
      ],
    },
    {
      name: "one key for tokens and certificates",
      objects: [
        apiServer(clients, proxies, "--etcd-cafile=/e.crt"),
        controllerManager("--service-account-private-key-file=/ca.key", "--cluster-signing-key-file=/ca.key"),
        store,
      ],
      finds: [{ message: "sharedKey", object: "Pod kube-system/kube-controller-manager-cp-2" }],
    },
    {
      name: "certificates that the API server publishes, wherever it runs",
      objects: [
        published({
          "client-ca-file": pem(lastingBundle),
          "requestheader-client-ca-file": pem(lastingBundle),
          "requestheader-allowed-names": "[]",
        }),
      ],
      finds: [{ message: "proxyByAnyClient", object: "ConfigMap kube-system/extension-apiserver-authentication" }],
    },
    {
      name: "the parent of the clients' authority",
      objects: [published({ "client-ca-file": issuer })],
      finds: [{ message: "siblings", object: "ConfigMap kube-system/extension-apiserver-authentication" }],
    },
  ],
  notAssessed: [...unseenControlPlane, { name: "etcd outside the cluster", objects: good.slice(0, 2) }],
});
