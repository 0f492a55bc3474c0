import { checkTester } from "../tester.ts";
import logEndpoint from "./log-endpoint.ts";
import { apiServer, unseenControlPlane } from "./worlds.ts";

checkTester(logEndpoint, {
  pass: [{ name: "turned off", objects: [apiServer("--enable-logs-handler=false")] }],
  fail: [
    { name: "on by default", objects: [apiServer()], finds: [{ message: "on", object: "Pod kube-system/kube-apiserver-cp-2" }] },
  ],
  notAssessed: unseenControlPlane,
});
