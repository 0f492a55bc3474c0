import { apiServer, unseenControlPlane } from "../control-plane/worlds.ts";
import { checkTester } from "../tester.ts";
import kmsPlugin from "./kms-plugin.ts";
import { mounting } from "./worlds.ts";

const onNode = (object: ReturnType<typeof apiServer>, nodeName: string) => ({
  ...object,
  metadata: { ...(object.metadata as object), name: `kube-apiserver-${nodeName}` },
  spec: { ...(object.spec as object), nodeName },
});
const server = onNode(apiServer("--encryption-provider-config=/etc/kubernetes/enc.yaml"), "cp-1");
const image = "registry.example/aws-encryption-provider:v1";
const plugin = mounting("kms", image, "/var/run/kmsplugin/", "kube-system");

checkTester(kmsPlugin, {
  pass: [
    { name: "a plugin on the API server's node", objects: [server, plugin] },
    { name: "others that mount something else", objects: [server, plugin, mounting("logs", "fluent-bit:4", "/var/log", "ops")] },
  ],
  fail: [
    {
      name: "a pod of a team with the socket",
      objects: [server, plugin, mounting("curious", "app:1", "/var/run/kmsplugin/socket.sock", "shop")],
      finds: [
        {
          message: "exposed",
          object: "Pod shop/curious",
          title:
            "Pod shop/curious mounts /var/run/kmsplugin/socket.sock, where the KMS plugin kms decrypts for whoever opens its socket",
        },
      ],
    },
    {
      name: "a pod with all that runs on the node",
      objects: [server, plugin, mounting("agent", "agent:1", "/var/run", "ops")],
      finds: [{ message: "exposed", object: "Pod ops/agent" }],
    },
    {
      name: "an API server on another node",
      objects: [server, onNode(apiServer("--encryption-provider-config=/etc/kubernetes/enc.yaml"), "cp-2"), plugin],
      finds: [{ message: "missing", object: "Pod kube-system/kube-apiserver-cp-2" }],
    },
  ],
  notApplicable: [{ name: "nothing is encrypted", objects: [onNode(apiServer(), "cp-1")] }],
  notAssessed: [
    { name: "a file, and no plugin that is known", objects: [server] },
    { name: "a plugin, and an API server that runs elsewhere", objects: [plugin] },
    ...unseenControlPlane,
  ],
});
