import { apiServer, unseenControlPlane } from "../control-plane/worlds.ts";
import { checkTester } from "../tester.ts";
import plugins from "./plugins.ts";

const object = "Pod kube-system/kube-apiserver-cp-2";
const all = "--enable-admission-plugins=NodeRestriction,AlwaysPullImages,DenyServiceExternalIPs,EventRateLimit";

checkTester(plugins, {
  pass: [{ name: "all of them", objects: [apiServer(all)] }],
  fail: [
    {
      name: "NodeRestriction alone, as with kubeadm",
      objects: [apiServer("--enable-admission-plugins=NodeRestriction")],
      finds: [
        { message: "missing", object },
        { message: "missing", object },
        { message: "missing", object },
      ],
    },
    {
      name: "one that admits everything",
      objects: [apiServer(`${all},AlwaysAdmit`)],
      finds: [{ message: "alwaysAdmit", object }],
    },
    {
      name: "Pod Security turned off",
      objects: [apiServer(all, "--disable-admission-plugins=PodSecurity,DefaultStorageClass")],
      finds: [{ message: "off", object }],
    },
    {
      name: "kubelets that may change other nodes",
      objects: [apiServer(all.replace("NodeRestriction,", ""))],
      finds: [{ message: "noNodeRestriction", object }],
    },
  ],
  notAssessed: unseenControlPlane,
});
