import { checkTester } from "../tester.ts";
import etcdTransport from "./etcd-transport.ts";
import { apiServer, etcd, unseenControlPlane } from "./worlds.ts";

const server = apiServer("--etcd-cafile=/e.crt", "--etcd-certfile=/c.crt", "--etcd-keyfile=/c.key");
const good = ["--client-cert-auth=true", "--peer-client-cert-auth=true", "--cert-file=/s.crt", "--peer-cert-file=/p.crt"];
const object = "Pod kube-system/etcd-cp-2";

checkTester(etcdTransport, {
  pass: [
    { name: "certificates on both sides", objects: [server, etcd(...good, "--listen-client-urls=https://0.0.0.0:2379")] },
    { name: "plain on the node's own address", objects: [server, etcd(...good, "--listen-client-urls=http://127.0.0.1:2379")] },
  ],
  fail: [
    {
      name: "anybody is a client",
      objects: [server, etcd(...good.slice(1))],
      finds: [{ message: "noClientCheck", object }],
    },
    {
      name: "nothing at all",
      objects: [server, etcd("--auto-tls=true", "--listen-client-urls=http://0.0.0.0:2379,https://0.0.0.0:2389")],
      finds: [
        { message: "noClientCheck", object },
        { message: "noPeerCheck", object },
        { message: "noCertificate", object },
        { message: "noCertificate", object },
        { message: "selfMade", object },
        { message: "plain", object },
      ],
    },
    {
      name: "an API server that checks nothing",
      objects: [apiServer("--etcd-certfile=/c.crt", "--etcd-keyfile=/c.key"), etcd(...good)],
      finds: [{ message: "unverified", object: "Pod kube-system/kube-apiserver-cp-2" }],
    },
  ],
  notAssessed: [...unseenControlPlane, { name: "etcd outside the cluster", objects: [server] }],
});
