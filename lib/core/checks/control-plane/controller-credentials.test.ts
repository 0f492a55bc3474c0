import { checkTester } from "../tester.ts";
import controllerCredentials from "./controller-credentials.ts";
import { controllerManager, unseenControlPlane } from "./worlds.ts";

const object = "Pod kube-system/kube-controller-manager-cp-2";
const files = ["--service-account-private-key-file=/sa.key", "--root-ca-file=/ca.crt"];

checkTester(controllerCredentials, {
  pass: [{ name: "one account for each", objects: [controllerManager("--use-service-account-credentials=true", ...files)] }],
  fail: [
    { name: "one credential for all", objects: [controllerManager(...files)], finds: [{ message: "shared", object }] },
    {
      name: "neither key nor authority",
      objects: [controllerManager("--use-service-account-credentials")],
      finds: [
        { message: "noKey", object },
        { message: "noRoot", object },
      ],
    },
  ],
  notAssessed: unseenControlPlane,
});
