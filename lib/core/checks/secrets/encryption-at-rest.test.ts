import { apiServer, unseenControlPlane } from "../control-plane/worlds.ts";
import { checkTester } from "../tester.ts";
import encryptionAtRest from "./encryption-at-rest.ts";

const object = "Pod kube-system/kube-apiserver-cp-2";

checkTester(encryptionAtRest, {
  pass: [],
  fail: [{ name: "nothing is configured", objects: [apiServer()], finds: [{ message: "none", object }] }],
  notAssessed: [
    ...unseenControlPlane,
    { name: "configured, by a file whose contents are not seen", objects: [apiServer("--encryption-provider-config=/e.yaml")] },
  ],
});
