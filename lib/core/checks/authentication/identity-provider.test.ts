import { apiServerPod } from "../../authentication/api-server-pod.ts";
import { checkTester } from "../tester.ts";
import identityProvider from "./identity-provider.ts";

checkTester(identityProvider, {
  pass: [
    { name: "OIDC", objects: [apiServerPod("--oidc-issuer-url=https://id.example.com")] },
    { name: "structured authentication", objects: [apiServerPod("--authentication-config=/etc/kubernetes/authn.yaml")] },
    { name: "a webhook", objects: [apiServerPod("--authentication-token-webhook-config-file=/w.yaml")] },
  ],
  fail: [
    {
      name: "certificates alone",
      objects: [apiServerPod("--client-ca-file=/ca.crt")],
      finds: [
        {
          message: "none",
          object: "Pod kube-system/kube-apiserver-cp-1",
          title:
            "Pod kube-system/kube-apiserver-cp-1 knows no identity provider: people can sign in only with certificates or with service accounts' tokens",
        },
      ],
    },
  ],
  notAssessed: [
    { name: "the control plane runs elsewhere", objects: [] },
    { name: "an older inventory", objects: [apiServerPod("--oidc-issuer-url=https://id.example.com")], version: 1 },
  ],
});
