import { checkTester } from "../tester.ts";
import pullSecrets from "./pull-secrets.ts";

const account = (name: string, namespace = "shop") => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { namespace, name },
  imagePullSecrets: [{ name: "registry" }],
});

checkTester(pullSecrets, {
  pass: [
    { name: "an account of its own", objects: [account("web")] },
    { name: "the cluster's own", objects: [account("default", "kube-system")] },
  ],
  fail: [
    {
      name: "every pod's",
      objects: [account("default")],
      finds: [{ message: "everyPod", object: "ServiceAccount shop/default", path: "imagePullSecrets" }],
    },
  ],
  notAssessed: [{ name: "accounts were not seen", objects: [], unseen: ["serviceaccounts"] }],
});
