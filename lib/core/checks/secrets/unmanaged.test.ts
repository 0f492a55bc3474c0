import { checkTester } from "../tester.ts";
import unmanaged from "./unmanaged.ts";
import { secret } from "./worlds.ts";

const owner = (kind: string) => ({ ownerReferences: [{ apiVersion: "x/v1", kind, name: "s", uid: "u", controller: true }] });

checkTester(unmanaged, {
  pass: [
    { name: "Sealed Secrets", objects: [secret("a", owner("SealedSecret"))] },
    { name: "External Secrets", objects: [secret("a", { labels: { "reconcile.external-secrets.io/managed": "true" } })] },
    {
      name: "cert-manager",
      objects: [secret("a", { annotations: { "cert-manager.io/certificate-name": "web" } }, "kubernetes.io/tls")],
    },
    { name: "Helm's own record", objects: [secret("sh.helm.release.v1.web.v1", {}, "helm.sh/release.v1")] },
    { name: "the cluster's own", objects: [secret("a", { namespace: "kube-system" })] },
  ],
  fail: [
    { name: "one by hand", objects: [secret("a")], finds: [{ message: "plain", object: "Secret shop/a" }] },
    {
      name: "one through Flux",
      objects: [secret("a", { managedFields: [{ manager: "kustomize-controller", operation: "Apply", apiVersion: "v1" }] })],
      finds: [{ message: "delivered", object: "Secret shop/a" }],
    },
  ],
  notAssessed: [{ name: "Secrets were not asked for", objects: [], unseen: ["secrets"] }],
});
