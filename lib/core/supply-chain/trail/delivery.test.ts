import { expect, test } from "vitest";
import { inventoryOfObjects } from "../../inventory/from-objects.ts";
import { deliveriesOf } from "./delivery.ts";

const header = {
  takenAt: "2026-11-24T00:00:00Z",
  source: "live" as const,
  cluster: { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } },
};
const workload = { namespace: "shop", kind: "Deployment", name: "web" };

function claims(metadata: object, others: readonly object[] = [], whole = true) {
  const deployment = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { namespace: "shop", name: "web", ...metadata },
    spec: {},
  };
  return deliveriesOf(inventoryOfObjects([deployment, ...others] as never, header), workload, whole);
}

const application = {
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Application",
  metadata: { namespace: "argocd", name: "shop" },
  spec: { source: { repoURL: "https://github.com/acme/deploy.git", path: "shop" } },
  status: {
    sync: { revision: "8b1d07ac" },
    resources: [{ group: "apps", version: "v1", kind: "Deployment", namespace: "shop", name: "web" }],
  },
};
const tracked = { annotations: { "argocd.argoproj.io/tracking-id": "shop:apps/Deployment:shop/web" } };

test("Argo CD's application names the repository and revision of the manifests", () => {
  expect(claims(tracked, [application])).toEqual([
    {
      by: "Argo CD",
      name: "shop",
      source: { repository: "https://github.com/acme/deploy", path: "shop", revision: "8b1d07ac" },
      says: "The application shop of Argo CD lists it from https://github.com/acme/deploy (shop) at 8b1d07ac.",
    },
  ]);
});

test("who sees one namespace is told what the workload says, and nothing of the application", () => {
  const said = claims(tracked, [application], false);
  expect(said).toMatchObject([{ by: "Argo CD", name: "shop" }]);
  expect(JSON.stringify(said)).not.toContain("acme");
});

test("an application that does not list the workload denies what its annotation says", () => {
  const others = {
    ...application,
    status: { resources: [{ group: "apps", version: "v1", kind: "Deployment", namespace: "shop", name: "other" }] },
  };
  expect(claims(tracked, [others])).toMatchObject([
    {
      name: "shop",
      refuted: "Its annotation says that it belongs to the application shop of Argo CD. Argo CD does not list it there.",
    },
  ]);
});

test.each([
  ["nothing at all yet", { ...application, status: {} }],
  ["what is in another cluster", { ...application, spec: { destination: { server: "https://192.0.2.1:6443" } } }],
  ["what is in another cluster, by its name", { ...application, spec: { destination: { name: "production" } } }],
])("an application that lists %s denies nothing", (_what, one) => {
  const said = claims(tracked, [one]);
  expect(said).toMatchObject([{ by: "Argo CD", says: expect.stringContaining("annotation") }]);
  expect(said?.[0]).not.toHaveProperty("refuted");
});

test("what Argo CD calls out of sync is not as its manifests have it", () => {
  const [resource] = application.status.resources;
  const differing = { ...application, status: { ...application.status, resources: [{ ...resource, status: "OutOfSync" }] } };
  expect(claims(tracked, [differing])).toMatchObject([
    { name: "shop", refuted: expect.stringContaining("not as the manifests of shop have it") },
  ]);
});

test("Flux denies what it does not list, too, unless it applies to another cluster", () => {
  const labels = { "kustomize.toolkit.fluxcd.io/name": "apps" };
  const kustomization = (spec: object) => ({
    apiVersion: "kustomize.toolkit.fluxcd.io/v1",
    kind: "Kustomization",
    metadata: { namespace: "flux-system", name: "apps" },
    spec,
    status: { inventory: { entries: [{ id: "shop_other_apps_Deployment", v: "v1" }] } },
  });
  expect(claims({ labels }, [kustomization({})])).toMatchObject([{ refuted: expect.stringContaining("Flux does not list it") }]);
  const remote = claims({ labels }, [kustomization({ kubeConfig: { secretRef: { name: "production" } } })]);
  expect(remote?.[0]).not.toHaveProperty("refuted");
});

test.each([
  [{ labels: { "kustomize.toolkit.fluxcd.io/name": "apps" } }, "Flux", "apps"],
  [{ annotations: { "meta.helm.sh/release-name": "shop" } }, "Helm", "shop"],
])("%j is a claim of %s", (metadata, by, name) => {
  expect(claims(metadata)).toMatchObject([{ by, name }]);
});

test("without any tool the field managers are told, but not those of the cluster", () => {
  const managedFields = ["kubectl-client-side-apply", "kube-controller-manager"].map((manager) => ({
    ...{
      manager,
      operation: "Update",
      apiVersion: "apps/v1",
      time: "2026-11-20T10:00:00Z",
      fieldsType: "FieldsV1",
      fieldsV1: {},
    },
  }));
  expect(claims({ managedFields })).toMatchObject([{ by: "kubectl-client-side-apply" }]);
});

test("of a workload that was not seen nothing is known", () => {
  expect(deliveriesOf(inventoryOfObjects([], header), workload, true)).toBeUndefined();
});
