import { checkTester } from "../tester.ts";
import openPorts from "./open-ports.ts";
import { apiServer, controllerManager, scheduler, unseenControlPlane } from "./worlds.ts";

const local = "--bind-address=127.0.0.1";
const others = [controllerManager(local), scheduler(local)];

checkTester(openPorts, {
  pass: [{ name: "nothing but the secure port", objects: [apiServer("--insecure-port=0", "--secure-port=6443"), ...others] }],
  fail: [
    {
      name: "the port that asks nobody",
      objects: [apiServer("--insecure-port=8080"), ...others],
      finds: [{ message: "insecure", object: "Pod kube-system/kube-apiserver-cp-2" }],
    },
    {
      name: "its address alone",
      objects: [apiServer("--insecure-bind-address=0.0.0.0"), ...others],
      finds: [{ message: "insecure", object: "Pod kube-system/kube-apiserver-cp-2" }],
    },
    {
      name: "a scheduler for everybody",
      objects: [apiServer(), controllerManager(local), scheduler("--port=10251")],
      finds: [
        { message: "plain", object: "Pod kube-system/kube-scheduler-cp-2" },
        { message: "everywhere", object: "Pod kube-system/kube-scheduler-cp-2" },
      ],
    },
  ],
  notAssessed: unseenControlPlane,
});
