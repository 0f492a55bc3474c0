import { csiDriver } from "../storage/worlds.ts";
import { checkTester } from "../tester.ts";
import { container, deployment, podSpec } from "../workload/worlds.ts";
import manager from "./manager.ts";

const user = deployment("web", podSpec({ volumes: [{ name: "db", secret: { secretName: "db" } }] }));
const kind = (group: string) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `things.${group}` },
  spec: { group, scope: "Namespaced", names: { kind: "Thing", plural: "things" }, versions: [{ name: "v1", served: true }] },
});
const injected = {
  ...user,
  metadata: { namespace: "shop", name: "injected" },
  spec: { template: { metadata: { annotations: { "vault.hashicorp.com/agent-inject": "true" } }, spec: podSpec() } },
};

checkTester(manager, {
  pass: [
    { name: "Sealed Secrets", objects: [user, kind("bitnami.com")] },
    { name: "External Secrets", objects: [user, kind("external-secrets.io")] },
    { name: "Vault's agent", objects: [user, injected] },
    { name: "the CSI driver", objects: [user, csiDriver("secrets-store.csi.k8s.io")] },
    {
      name: "Kamus, by its init container",
      objects: [user, deployment("k", podSpec({}, container({ image: "soluto/kamus-init-container:1" })))],
    },
  ],
  fail: [
    {
      name: "Secrets, and nothing that brings them",
      objects: [user, kind("example.com")],
      finds: [{ message: "none", object: "Cluster kubernetes" }],
    },
  ],
  notApplicable: [{ name: "no workload uses a Secret", objects: [deployment("web", podSpec())] }],
  notAssessed: [
    { name: "kinds were not seen", objects: [user], unseen: ["customresourcedefinitions.apiextensions.k8s.io"] },
    {
      name: "a delivery that may decrypt files of SOPS",
      objects: [user, deployment("flux", podSpec({}, container({ image: "ghcr.io/fluxcd/kustomize-controller:v1" })))],
    },
  ],
});
