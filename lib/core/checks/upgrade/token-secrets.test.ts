import { checkTester } from "../tester.ts";
import tokenSecrets from "./token-secrets.ts";
import { faults, namespaced } from "./worlds.ts";

checkTester(tokenSecrets, {
  pass: [
    {
      name: "a token that is used",
      objects: [namespaced("v1", "Secret", "token", { type: "kubernetes.io/service-account-token" })],
    },
  ],
  fail: [
    {
      name: "a token that is marked as invalid",
      objects: faults["token-secrets"] ?? [],
      finds: [{ message: "invalid", object: "Secret legacy/old-token" }],
    },
  ],
  notApplicable: [{ name: "a target of before the change", minor: "1.20", objects: faults["token-secrets"] ?? [] }],
  notAssessed: [{ name: "Secrets were not read", objects: [], unseen: ["secrets"] }],
});
