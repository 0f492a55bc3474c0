import { checkTester } from "../tester.ts";
import tokenWithoutWorkload from "./token-without-workload.ts";

const secret = (account: string, labels: Record<string, string> = {}) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { namespace: "ci", name: `${account}-token`, labels, annotations: { "kubernetes.io/service-account.name": account } },
  type: "kubernetes.io/service-account-token",
});
const pod = (account: string, namespace = "ci") => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { namespace, name: "p" },
  spec: { serviceAccountName: account, containers: [{ name: "c", image: "i" }] },
});
const used = { "kubernetes.io/legacy-token-last-used": "2026-11-20" };

checkTester(tokenWithoutWorkload, {
  pass: [
    { name: "a pod runs as the account", objects: [secret("builder", used), pod("builder")] },
    { name: "invalid since long", objects: [secret("builder", { "kubernetes.io/legacy-token-invalid-since": "2026-01-01" })] },
    { name: "no token at all", objects: [pod("builder")] },
  ],
  fail: [
    {
      name: "used from outside",
      objects: [secret("builder", used), pod("builder", "shop")],
      finds: [
        {
          message: "used",
          object: "Secret ci/builder-token",
          title:
            "Secret ci/builder-token holds an endless token of ServiceAccount builder, last used on 2026-11-20, and no workload runs as it: a person or a program outside the cluster has it",
        },
      ],
    },
    {
      name: "nobody knows by whom",
      objects: [secret("builder")],
      finds: [{ message: "unknown", object: "Secret ci/builder-token" }],
    },
  ],
  notAssessed: [
    { name: "Secrets were not collected", objects: [pod("builder")], unseen: ["secrets"] },
    { name: "the namespace's pods were not seen", objects: [secret("builder", used)], dark: { pods: ["ci"] } },
  ],
});
