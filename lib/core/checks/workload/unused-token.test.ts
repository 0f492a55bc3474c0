import { binding, clusterRole, rule } from "../../rbac/worlds.ts";
import { checkTester } from "../tester.ts";
import unusedToken from "./unused-token.ts";
import { deployment, pod, podSpec } from "./worlds.ts";

const account = (name: string, fields: object = {}) => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { namespace: "shop", name },
  ...fields,
});
const runsAs = (serviceAccountName: string | undefined) =>
  podSpec({ automountServiceAccountToken: undefined, serviceAccountName });
const role = clusterRole("r", [rule("get", "", "pods")]);

checkTester(unusedToken, {
  pass: [
    { name: "no token, says the pod", objects: [account("web"), deployment("web", podSpec({ serviceAccountName: "web" }))] },
    {
      name: "no token, says the account",
      objects: [account("web", { automountServiceAccountToken: false }), deployment("web", runsAs("web"))],
    },
    {
      name: "an account that something is bound to",
      objects: [
        account("web"),
        deployment("web", runsAs("web")),
        role,
        binding("other", "b", "ClusterRole r", "ServiceAccount:shop/web"),
      ],
    },
    {
      name: "the accounts of the namespace, to which something is bound",
      objects: [
        account("web"),
        deployment("web", runsAs("web")),
        role,
        binding("shop", "b", "ClusterRole r", "Group:system:serviceaccounts:shop"),
      ],
    },
    {
      name: "a static pod",
      objects: [pod("etcd", runsAs(undefined), { annotations: { "kubernetes.io/config.mirror": "1a2b" } })],
    },
  ],
  fail: [
    {
      name: "an account of its own, and none",
      objects: [account("web"), account("default"), deployment("web", runsAs("web")), deployment("cache", runsAs(undefined))],
      finds: [
        {
          message: "unused",
          object: "Deployment shop/cache",
          title: "Deployment shop/cache mounts a token of ServiceAccount shop/default, to which nothing is bound",
        },
        { message: "unused", object: "Deployment shop/web", path: "spec.template.spec.automountServiceAccountToken" },
      ],
    },
  ],
  notAssessed: [
    {
      name: "bindings of one namespace were not seen, where the account may be bound",
      objects: [account("web"), deployment("web", runsAs("web"))],
      dark: { "rolebindings.rbac.authorization.k8s.io": ["hidden"] },
    },
    {
      name: "service accounts were not seen, which may say no",
      objects: [deployment("web", runsAs("web"))],
      unseen: ["serviceaccounts"],
    },
  ],
});
