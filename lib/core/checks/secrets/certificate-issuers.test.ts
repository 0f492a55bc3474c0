import { binding, clusterBinding, clusterRole, role, rule } from "../../rbac/worlds.ts";
import { clusterIssuer } from "../operations/worlds.ts";
import { checkTester } from "../tester.ts";
import { namespaced } from "../upgrade/worlds.ts";
import certificateIssuers from "./certificate-issuers.ts";

const certManager = namespaced(
  "apps/v1",
  "Deployment",
  "cert-manager",
  {
    spec: {
      selector: { matchLabels: { app: "cert-manager" } },
      template: {
        metadata: { labels: { app: "cert-manager" } },
        spec: {
          serviceAccountName: "cert-manager",
          containers: [{ name: "c", image: "quay.io/jetstack/cert-manager-controller:v1.19.1" }],
        },
      },
    },
  },
  { namespace: "cert-manager" },
);
const own = [
  clusterRole("cert-manager", [rule("get,list,watch", "", "secrets")]),
  clusterBinding("cert-manager", "cert-manager", "ServiceAccount:cert-manager/cert-manager"),
];
const internal = clusterIssuer("internal", { ca: { secretName: "root" } });
const readers = (namespace: string, ...who: string[]) => [
  role(namespace, "reader", [rule("get", "", "secrets", { resourceNames: ["root", "account"] })]),
  binding(namespace, "readers", "Role reader", ...who),
];
const dns = (config: object) => ({
  acme: { privateKeySecretRef: { name: "account" }, solvers: [{ dns01: { webhook: { config } } }] },
});

checkTester(certificateIssuers, {
  pass: [
    { name: "a key that cert-manager alone reads", objects: [certManager, ...own, internal] },
    {
      name: "a key beside whoever may do everything, and readers of another namespace",
      objects: [
        certManager,
        internal,
        clusterRole("everything", [rule("*", "*", "*")]),
        clusterBinding("admins", "everything", "Group:admins"),
        ...readers("shop", "User:kim"),
      ],
    },
    {
      name: "a credential that a few may read",
      objects: [certManager, clusterIssuer("dns", dns({ zone: "a" })), ...readers("cert-manager", "User:kim")],
    },
  ],
  fail: [
    {
      name: "a key that somebody may read by its name",
      objects: [certManager, ...own, internal, ...readers("cert-manager", "User:kim")],
      finds: [
        {
          message: "caKey",
          object: "ClusterIssuer internal",
          title: "ClusterIssuer internal signs with the key in Secret cert-manager/root, which 1 subjects may read: User kim",
        },
      ],
    },
    {
      name: "an issuer of a namespace, whose key is there",
      objects: [
        namespaced("cert-manager.io/v1", "Issuer", "own", { spec: { ca: { secretName: "root" } } }, { namespace: "shop" }),
        ...readers("shop", "Group:shop-team"),
      ],
      finds: [{ message: "caKey", object: "Issuer shop/own" }],
    },
    {
      name: "a credential that many may read, another in the fields, and a server that nobody checks",
      objects: [
        certManager,
        clusterIssuer("dns", { acme: { ...dns({ apiToken: "drydock-canary" }).acme, skipTLSVerify: true } }),
        ...readers("cert-manager", ..."abcdef".split("").map((name) => `User:${name}`)),
      ],
      finds: [
        { message: "credential", object: "ClusterIssuer dns" },
        {
          message: "inline",
          object: "ClusterIssuer dns",
          title:
            "ClusterIssuer dns holds what looks like a credential in its own fields, for everybody who may view it: spec.acme.solvers[0].dns01.webhook.config.apiToken",
        },
        { message: "unverified", object: "ClusterIssuer dns" },
      ],
    },
  ],
  notApplicable: [
    { name: "no cert-manager", objects: [], absent: ["issuers.cert-manager.io", "clusterissuers.cert-manager.io"] },
  ],
  notAssessed: [
    { name: "bindings were not seen", objects: [certManager, internal], unseen: ["rolebindings.rbac.authorization.k8s.io"] },
    { name: "issuers were not seen", objects: [certManager], unseen: ["issuers.cert-manager.io"] },
    { name: "cert-manager runs where nobody looked", objects: [internal] },
  ],
});
