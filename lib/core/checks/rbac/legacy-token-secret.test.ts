import { checkTester } from "../tester.ts";
import legacyTokenSecret from "./legacy-token-secret.ts";

const secret = (name: string, type: string, labels: Record<string, string> = {}) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { namespace: "shop", name, labels, annotations: { "kubernetes.io/service-account.name": "deployer" } },
  type,
});
const tokenType = "kubernetes.io/service-account-token";

checkTester(legacyTokenSecret, {
  pass: [
    { name: "other Secrets", objects: [secret("tls", "kubernetes.io/tls")] },
    {
      name: "a token that Kubernetes made invalid",
      objects: [secret("old", tokenType, { "kubernetes.io/legacy-token-invalid-since": "2026-01-01" })],
    },
  ],
  fail: [
    {
      name: "a token that is in use, and one that is not",
      objects: [
        secret("deployer-token", tokenType, { "kubernetes.io/legacy-token-last-used": "2026-11-20" }),
        secret("older-token", tokenType, { "kubernetes.io/legacy-token-last-used": "2025-01-20" }),
      ],
      finds: [
        {
          message: "token",
          object: "Secret shop/deployer-token",
          title: "Secret shop/deployer-token holds a token of ServiceAccount deployer that never ends",
        },
        { message: "unused", object: "Secret shop/older-token" },
      ],
    },
  ],
  notAssessed: [{ name: "Secrets were not collected", objects: [], unseen: ["secrets"] }],
});
