import { checkTester } from "../tester.ts";
import serviceAccountTokens from "./service-account-tokens.ts";
import { apiServer, unseenControlPlane } from "./worlds.ts";

const object = "Pod kube-system/kube-apiserver-cp-2";
const ended = "--service-account-extend-token-expiration=false";

checkTester(serviceAccountTokens, {
  pass: [
    {
      name: "a key of their own, and no extension",
      objects: [apiServer(ended, "--service-account-signing-key-file=/sa.key", "--tls-private-key-file=/apiserver.key")],
    },
  ],
  fail: [
    { name: "tokens that live for a year", objects: [apiServer()], finds: [{ message: "extended", object }] },
    {
      name: "tokens of accounts that are gone",
      objects: [apiServer(ended, "--service-account-lookup=false")],
      finds: [{ message: "noLookup", object }],
    },
    {
      name: "the key of the serving certificate",
      objects: [apiServer(ended, "--service-account-signing-key-file=/a.key", "--tls-private-key-file=/a.key")],
      finds: [{ message: "servingKey", object }],
    },
  ],
  notAssessed: unseenControlPlane,
});
