import { apiServerPod, impostor } from "../../authentication/api-server-pod.ts";
import { checkTester } from "../tester.ts";
import staticCredentials from "./static-credentials.ts";

checkTester(staticCredentials, {
  pass: [{ name: "neither file", objects: [apiServerPod("--client-ca-file=/ca.crt")] }],
  fail: [
    {
      name: "a file of tokens",
      objects: [apiServerPod("--token-auth-file=/etc/kubernetes/tokens.csv")],
      finds: [
        {
          message: "tokens",
          object: "Pod kube-system/kube-apiserver-cp-1",
          title:
            "Pod kube-system/kube-apiserver-cp-1 lets in whoever has a token of the file /etc/kubernetes/tokens.csv: they never end",
        },
      ],
    },
    {
      name: "a file of passwords, in an old cluster",
      objects: [apiServerPod("--basic-auth-file", "/p.csv")],
      minor: "1.18",
      finds: [{ message: "passwords", object: "Pod kube-system/kube-apiserver-cp-1" }],
    },
  ],
  notAssessed: [
    { name: "the control plane runs elsewhere", objects: [] },
    { name: "a pod that only bears the name", objects: [impostor] },
    { name: "an older inventory", objects: [apiServerPod()], version: 1 },
    { name: "pods were not seen", objects: [], unseen: ["pods"] },
  ],
});
