/** What is kept of objects that set a platform up, and above all what is not. */
import { describe, expect, test } from "vitest";
import { projectItem } from "./projector.ts";

const canary = "drydock-canary-7f3a";

describe("a static pod of the control plane", () => {
  const pod = (command: unknown, { namespace = "kube-system", mark = true, args = undefined as unknown } = {}) => ({
    metadata: { name: "p", namespace, annotations: mark ? { "kubernetes.io/config.mirror": "1" } : {} },
    spec: {
      containers: [
        { name: "side", image: "s" },
        { name: "c", image: "i", command, args },
      ],
    },
  });
  const kept = (...args: Parameters<typeof pod>) => projectItem("pods", pod(...args))?.controlPlane;

  test("tells its flags, in each form in which they are given", () => {
    const command = [
      "/usr/local/bin/kube-apiserver",
      "--authorization-mode=Node,RBAC",
      "--oidc-issuer-url",
      "https://id.example.com",
    ];
    const args = ["--profiling", "--service-account-issuer=a", "--service-account-issuer=b", "--secure-port=6443"];
    expect(kept(command, { args })).toEqual({
      component: "kube-apiserver",
      image: "i",
      flags: {
        "authorization-mode": "Node,RBAC",
        "oidc-issuer-url": "https://id.example.com",
        profiling: "true",
        "secure-port": "6443",
        "service-account-issuer": "a,b",
      },
    });
  });

  test("tells none that are not on the list, and no value that looks like a credential", () => {
    const flags = [`--password=${canary}`, "--unheard-of", canary, `--oidc-issuer-url=https://user:${canary}@id.example.com`];
    expect(kept(["etcd", ...flags])).toEqual({ component: "etcd", image: "i", flags: { "oidc-issuer-url": "" } });
  });

  test("is told from others that only look like one", () => {
    const command = ["kube-apiserver", "--anonymous-auth=true"];
    expect(kept(command, { namespace: "shop" })).toBeUndefined();
    expect(kept(command, { mark: false })).toBeUndefined();
    expect(kept(["kube-apiserver-proxy", "--anonymous-auth=true"])).toBeUndefined();
    expect(kept(undefined)).toBeUndefined();
  });
});

test("a request for a certificate is kept without the request and the certificate", () => {
  const item = projectItem("certificatesigningrequests.certificates.k8s.io", {
    metadata: { name: "jane" },
    spec: {
      signerName: "kubernetes.io/kube-apiserver-client",
      username: "jane",
      groups: ["system:authenticated"],
      usages: ["client auth"],
      request: canary,
      extra: { token: [canary] },
    },
    status: { certificate: canary, conditions: [{ type: "Approved", message: canary, lastUpdateTime: "2026-01-01T00:00:00Z" }] },
  });
  expect(item).toEqual({
    meta: { name: "jane" },
    signerName: "kubernetes.io/kube-apiserver-client",
    username: "jane",
    groups: ["system:authenticated"],
    usages: ["client auth"],
    conditions: [{ type: "Approved", at: "2026-01-01T00:00:00Z" }],
    issued: true,
  });
  expect(JSON.stringify(item)).not.toContain(canary);
});

test("a definition of a kind is kept without its schema", () => {
  const versions = [
    { name: "v1alpha1", served: false, storage: false },
    { name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { description: canary } } },
  ];
  const item = projectItem("customresourcedefinitions.apiextensions.k8s.io", {
    metadata: { name: "shops.acme.com" },
    spec: { group: "acme.com", scope: "Namespaced", names: { kind: "Shop", plural: "shops" }, versions },
    status: { storedVersions: ["v1alpha1", "v1"] },
  });
  expect(item).toEqual({
    meta: { name: "shops.acme.com" },
    group: "acme.com",
    kind: "Shop",
    plural: "shops",
    namespaced: true,
    served: ["v1"],
    stored: ["v1alpha1", "v1"],
    storage: "v1",
  });
});

test("a configuration of webhooks is kept by names and by the service that is called", () => {
  const clientConfig = { caBundle: canary, service: { namespace: "policy", name: "hook", path: `/${canary}` } };
  const item = projectItem("mutatingwebhookconfigurations.admissionregistration.k8s.io", {
    metadata: { name: "policy" },
    webhooks: [
      { name: "a.example.com", failurePolicy: "Ignore", clientConfig },
      { name: "b.example.com", clientConfig: { url: `https://${canary}.example.com` } },
    ],
  });
  expect(item?.webhooks).toEqual([
    { name: "a.example.com", failurePolicy: "Ignore", service: { namespace: "policy", name: "hook" }, ca: {} },
    { name: "b.example.com" },
  ]);
  expect(JSON.stringify(item)).not.toContain(canary);
});

test("storage is kept by the names of its drivers", () => {
  const driver = {
    metadata: { name: "csi.spiffe.io" },
    spec: { tokenRequests: [{ audience: "vault", expirationSeconds: 600 }] },
  };
  expect(projectItem("csidrivers.storage.k8s.io", driver)?.tokenAudiences).toEqual(["vault"]);
  const node = { metadata: { name: "n" }, spec: { drivers: [{ name: "b", nodeID: canary }, { name: "a" }] } };
  expect(projectItem("csinodes.storage.k8s.io", node)).toEqual({ meta: { name: "n" }, drivers: ["a", "b"] });
  const storageClass = { metadata: { name: "fast" }, provisioner: "d", reclaimPolicy: "Delete", parameters: { key: canary } };
  expect(projectItem("storageclasses.storage.k8s.io", storageClass)).toEqual({
    meta: { name: "fast" },
    provisioner: "d",
    reclaimPolicy: "Delete",
  });
});
