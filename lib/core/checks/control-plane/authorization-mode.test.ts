import { checkTester } from "../tester.ts";
import authorizationMode from "./authorization-mode.ts";
import { apiServer, unseenControlPlane } from "./worlds.ts";

const object = "Pod kube-system/kube-apiserver-cp-2";

checkTester(authorizationMode, {
  pass: [
    { name: "Node and RBAC", objects: [apiServer("--authorization-mode=Node,RBAC")] },
    { name: "a webhook beside them", objects: [apiServer("--authorization-mode=Node,Webhook,RBAC")] },
  ],
  fail: [
    { name: "no flag, which allows everything", objects: [apiServer()], finds: [{ message: "byDefault", object }] },
    {
      name: "everything is allowed beside RBAC",
      objects: [apiServer("--authorization-mode=Node,RBAC,AlwaysAllow")],
      finds: [{ message: "alwaysAllow", object, path: "spec.containers[0].command" }],
    },
    {
      name: "rules in a file",
      objects: [apiServer("--authorization-mode=Node,ABAC")],
      finds: [
        { message: "abac", object },
        { message: "noRbac", object },
      ],
    },
    { name: "RBAC alone", objects: [apiServer("--authorization-mode=RBAC")], finds: [{ message: "noNode", object }] },
  ],
  notAssessed: [
    ...unseenControlPlane,
    { name: "a file says how, and its contents are not seen", objects: [apiServer("--authorization-config=/a.yaml")] },
  ],
});
