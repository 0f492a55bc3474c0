import { checkTester } from "../tester.ts";
import profiling from "./profiling.ts";
import { apiServer, controllerManager, scheduler, unseenControlPlane } from "./worlds.ts";

const off = "--profiling=false";

checkTester(profiling, {
  pass: [{ name: "off everywhere", objects: [apiServer(off), controllerManager(off), scheduler("--profiling=0")] }],
  fail: [
    {
      name: "on by default in one of them",
      objects: [apiServer(off), controllerManager(off), scheduler()],
      finds: [{ message: "on", object: "Pod kube-system/kube-scheduler-cp-2" }],
    },
    {
      name: "what was seen, although the others were not",
      objects: [apiServer()],
      finds: [{ message: "on", object: "Pod kube-system/kube-apiserver-cp-2" }],
    },
  ],
  notAssessed: [...unseenControlPlane, { name: "one of them is not seen", objects: [apiServer(off), scheduler(off)] }],
});
