import { expect, test } from "vitest";
import type { ResourceId } from "../resources.ts";
import { projectItem } from "./projector.ts";

const metadata = { namespace: "flux-system", name: "apps" };

test("an Application keeps the versions of its manifests, without what is only to be removed", () => {
  const status = {
    reconciledAt: "2026-11-20T10:00:00Z",
    sync: { revision: "8b1d07ac" },
    operationState: { finishedAt: "2026-11-01T10:00:00Z", syncResult: { revision: "abc" } },
    resources: [
      { group: "networking.k8s.io", version: "v1beta1", kind: "Ingress", namespace: "shop", name: "web", status: "Synced" },
      { version: "v1", kind: "Namespace", name: "shop" },
      { group: "batch", version: "v1beta1", kind: "CronJob", name: "old", requiresPruning: true },
      { kind: "Nothing" },
    ],
  };
  const source = { repoURL: "https://bot:hunter2@git.example.com/acme/deploy.git", path: "shop", helm: { values: "secret" } };
  expect(projectItem("applications.argoproj.io", { metadata, spec: { source }, status })).toEqual({
    meta: metadata,
    source: { repository: "https://git.example.com/acme/deploy", path: "shop", revision: "8b1d07ac" },
    wants: [{ kind: "git", from: "https://git.example.com/acme/deploy.git" }],
    changedAt: "2026-11-01T10:00:00Z",
    objects: [
      { apiVersion: "networking.k8s.io/v1beta1", kind: "Ingress", namespace: "shop", name: "web" },
      { apiVersion: "v1", kind: "Namespace", name: "shop" },
    ],
  });
});

test.each(["kustomizations.kustomize.toolkit.fluxcd.io", "helmreleases.helm.toolkit.fluxcd.io"] as const)(
  "%s keep what their inventory lists",
  (resource) => {
    const status = {
      lastAppliedRevision: "main@sha1:8b1d07ac",
      conditions: [{ type: "Ready", status: "True", lastTransitionTime: "2026-11-02T10:00:00Z" }],
      inventory: {
        entries: [
          { id: "shop_web_networking.k8s.io_Ingress", v: "v1beta1" },
          { id: "_system__reader_rbac.authorization.k8s.io_ClusterRole", v: "v1" },
          { id: "shop_settings__ConfigMap", v: "v1" },
          { id: "nonsense", v: "v1" },
          { id: "shop_web_apps_Deployment" },
        ],
      },
    };
    expect(projectItem(resource, { metadata, status })).toEqual({
      meta: metadata,
      source: { revision: "main@sha1:8b1d07ac" },
      changedAt: "2026-11-02T10:00:00Z",
      objects: [
        { apiVersion: "networking.k8s.io/v1beta1", kind: "Ingress", namespace: "shop", name: "web" },
        { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", name: "system:reader" },
        { apiVersion: "v1", kind: "ConfigMap", namespace: "shop", name: "settings" },
      ],
    });
  },
);

test("sources keep what they are held to, by the field that Flux takes first, and no secret of an address", () => {
  const spec = {
    url: "https://bot:hunter2@git.example.com/acme/deploy?token=x#y",
    ref: { branch: "main", tag: "v1", semver: "1.x" },
  };
  expect(projectItem("gitrepositories.source.toolkit.fluxcd.io", { metadata, spec })).toEqual({
    meta: metadata,
    wants: [{ kind: "git", from: "https://git.example.com/acme/deploy", revision: "1.x", by: "range" }],
  });
  const bare = { url: "no address", ref: {} };
  expect(projectItem("ocirepositories.source.toolkit.fluxcd.io", { metadata, spec: bare })).toEqual({
    meta: metadata,
    wants: [{ kind: "oci" }],
  });
});

test("appliers of Flux name their sources, in their own namespace unless they say another", () => {
  const sourceRef = { kind: "GitRepository", name: "deploy" };
  const taken = (resource: ResourceId, spec: object) => projectItem(resource, { metadata, spec });
  expect(taken("kustomizations.kustomize.toolkit.fluxcd.io", { sourceRef })).toMatchObject({
    takes: [{ kind: "GitRepository", namespace: metadata.namespace, name: "deploy" }],
  });
  expect(
    taken("helmreleases.helm.toolkit.fluxcd.io", { chart: { spec: { sourceRef: { ...sourceRef, namespace: "flux" } } } }),
  ).toMatchObject({ takes: [{ kind: "GitRepository", namespace: "flux", name: "deploy" }] });
  expect(taken("helmreleases.helm.toolkit.fluxcd.io", { chartRef: { kind: "OCIRepository" } })).not.toHaveProperty("takes");
});

test("OpenShift's count keeps who asked for what goes, added up over the hours and nodes", () => {
  const byUser = (requestCount: number, verb: string) => ({
    username: "system:serviceaccount:shop:robot",
    userAgent: "operator/v1",
    requestCount,
    byVerb: [{ verb, requestCount }],
  });
  const status = {
    removedInRelease: "1.25",
    requestCount: 9,
    currentHour: { requestCount: 2, byNode: [{ nodeName: "a", requestCount: 2, byUser: [byUser(2, "list")] }] },
    last24h: [
      { requestCount: 0 },
      {
        byNode: [
          { nodeName: "a", byUser: [byUser(3, "watch")] },
          { nodeName: "b", byUser: [byUser(4, "list")] },
        ],
      },
    ],
  };
  const count = (name: string, more: object = status) =>
    projectItem("apirequestcounts.apiserver.openshift.io", { metadata: { name }, status: more });
  expect(count("cronjobs.v1beta1.batch")).toEqual({
    meta: { name: "cronjobs.v1beta1.batch" },
    removedInRelease: "1.25",
    requesters: [{ user: "system:serviceaccount:shop:robot", userAgent: "operator/v1", count: 9, verbs: ["list", "watch"] }],
  });
  expect(count("pods.v1", { ...status, removedInRelease: undefined })).toEqual({ meta: { name: "pods.v1" } });
});
