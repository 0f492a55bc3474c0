import { checkTester } from "../tester.ts";
import nodeTunnel from "./node-tunnel.ts";
import { apiServer, konnectivity, unseenControlPlane } from "./worlds.ts";

const led = apiServer("--egress-selector-config-file=/etc/kubernetes/egress.yaml");
const agents = ["--agent-namespace=kube-system", "--agent-service-account=konnectivity-agent"];
const socket = "--uds-name=/etc/kubernetes/konnectivity/konnectivity.socket";
const object = "Pod kube-system/konnectivity-server-cp-2";

checkTester(nodeTunnel, {
  pass: [
    { name: "agents with a token, and a socket", objects: [led, konnectivity(socket, "--server-port=0", ...agents)] },
    { name: "agents with a certificate, and a socket", objects: [led, konnectivity(socket, "--cluster-ca-cert=/ca.crt")] },
  ],
  fail: [
    {
      name: "agents that nobody asks",
      objects: [led, konnectivity(socket, "--agent-namespace=kube-system", "--cluster-ca-cert=")],
      finds: [
        {
          message: "agents",
          object,
          title: `${object} takes whoever calls itself an agent: neither --agent-service-account nor --cluster-ca-cert is set`,
        },
      ],
    },
    {
      name: "a port for everybody, and one for profiles",
      objects: [led, konnectivity("--server-port=8131", "--admin-bind-address=0.0.0.0", ...agents)],
      finds: [
        { message: "clients", object },
        { message: "admin", object },
      ],
    },
  ],
  notApplicable: [{ name: "no tunnel", objects: [apiServer()] }],
  notAssessed: [
    ...unseenControlPlane,
    {
      name: "a port that asks for a certificate: whether the API server checks the server's is in a file",
      objects: [led, konnectivity("--server-port=8131", "--server-ca-cert=/ca.crt", ...agents)],
    },
    { name: "a tunnel that runs elsewhere", objects: [led] },
    { name: "an inventory of before the tunnel was read", objects: [apiServer()], version: 12 },
  ],
});
