import { checkTester } from "../tester.ts";
import anonymousRequests from "./anonymous-requests.ts";
import { apiServer, unseenControlPlane } from "./worlds.ts";

const object = "Pod kube-system/kube-apiserver-cp-2";

checkTester(anonymousRequests, {
  pass: [{ name: "turned off", objects: [apiServer("--anonymous-auth=false")] }],
  fail: [
    { name: "on, as it is by default", objects: [apiServer()], finds: [{ message: "on", object }] },
    {
      name: "on by the flag, whatever a file says",
      objects: [apiServer("--anonymous-auth=true", "--authentication-config=/a.yaml")],
      finds: [{ message: "on", object }],
    },
  ],
  notAssessed: [
    ...unseenControlPlane,
    { name: "a file says who may be anonymous where", objects: [apiServer("--authentication-config=/a.yaml")] },
    { name: "an older inventory", objects: [apiServer("--anonymous-auth=false")], version: 5 },
  ],
});
