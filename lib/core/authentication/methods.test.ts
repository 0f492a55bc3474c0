import { describe, expect, it } from "vitest";
import { inventoryOfObjects, type KubernetesObject } from "../inventory/from-objects.ts";
import type { Coverage } from "../inventory/inventory.ts";
import type { ResourceId } from "../inventory/resources.ts";
import { apiServerPod } from "./api-server-pod.ts";
import { authenticationMethods, type MethodId, methodIds } from "./methods.ts";

const takenAt = "2026-11-28T00:00:00Z";

interface Seen {
  readonly coverage?: { readonly [R in ResourceId]?: Coverage };
  readonly minor?: string;
}

function methods(objects: readonly KubernetesObject[], { coverage = {}, minor = "1.37" }: Seen = {}) {
  const cluster = { minor, discovery: { resources: [], gaps: [] } };
  const found = authenticationMethods(inventoryOfObjects(objects, { takenAt, source: "live", cluster, coverage }));
  return (id: MethodId) => {
    const method = found.find((one) => one.id === id);
    if (method === undefined) throw new Error(id);
    return method;
  };
}

const named = (apiVersion: string, kind: string, name: string, more: Record<string, unknown> = {}): KubernetesObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...more,
});

describe("the ways to sign in", () => {
  it("are on where a flag of an API server says so, and off where every server was seen without it", () => {
    const of = methods([
      apiServerPod("--client-ca-file=/ca.crt", "--oidc-issuer-url=https://id.example.com", "--anonymous-auth=false"),
    ]);
    expect(of("oidc")).toMatchObject({
      state: "on",
      evidence: [{ object: "Pod kube-system/kube-apiserver-cp-1", says: "--oidc-issuer-url=https://id.example.com" }],
    });
    expect(of("clientCertificates").state).toBe("on");
    for (const id of ["anonymous", "tokenFile", "structured", "tokenWebhook", "bootstrapTokens", "frontProxy"] as const)
      expect([id, of(id).state]).toEqual([id, "off"]);
  });

  it("are open to anybody without a credential unless a flag says otherwise", () => {
    expect(methods([apiServerPod()])("anonymous").state).toBe("on");
    expect(methods([apiServerPod("--anonymous-auth=true")])("anonymous").state).toBe("on");
  });

  it("are not seen where the control plane is not in the cluster, and never off then", () => {
    const of = methods([named("v1", "Namespace", "shop")]);
    for (const id of [
      "clientCertificates",
      "oidc",
      "structured",
      "tokenWebhook",
      "tokenFile",
      "bootstrapTokens",
      "anonymous",
    ] as const)
      expect([id, of(id).state, of(id).gaps.length]).toEqual([id, "notSeen", 1]);
    expect(of("passwordFile").state, "Kubernetes 1.37 knows no passwords").toBe("off");
    expect(methods([], { minor: "1.18" })("passwordFile").state).toBe("notSeen");
  });

  it("are not seen where the pods of kube-system were refused, although one server was seen before", () => {
    const gaps = [{ resource: "pods", reason: "truncated" as const }];
    const of = methods([apiServerPod("--token-auth-file=/t.csv")], { coverage: { pods: { state: "partial", gaps } } });
    expect(of("tokenFile")).toMatchObject({ state: "on", gaps });
    expect(of("oidc")).toMatchObject({ state: "notSeen", gaps });
  });

  it("show in what the cluster issued and installed", () => {
    const crd = (group: string) =>
      named("apiextensions.k8s.io/v1", "CustomResourceDefinition", `x.${group}`, {
        spec: { group, scope: "Cluster", names: { kind: "X", plural: "x" }, versions: [] },
        status: { storedVersions: [] },
      });
    const of = methods([
      named("certificates.k8s.io/v1", "CertificateSigningRequest", "jane", {
        spec: { signerName: "kubernetes.io/kube-apiserver-client", request: "", usages: ["client auth"] },
        status: { certificate: "LS0t", conditions: [{ type: "Approved", status: "True" }] },
      }),
      named("storage.k8s.io/v1", "CSIDriver", "csi.spiffe.io", { spec: {} }),
      crd("security.istio.io"),
      { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "kube-system", name: "aws-auth" }, data: { mapRoles: "" } },
      {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { namespace: "shop", name: "web", annotations: { "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/web" } },
      },
    ]);
    for (const id of ["clientCertificates", "spiffe", "mesh", "cloudMap", "cloudIdentity"] as const)
      expect([id, of(id).state]).toEqual([id, "on"]);
  });

  it("of a cloud are never off: they lie outside the cluster", () => {
    expect(methods([])("cloudMap")).toMatchObject({ state: "notSeen" });
  });

  it("by tokens in Secrets need Secrets to be seen", () => {
    const gaps = [{ resource: "secrets", reason: "notCollected" as const }];
    expect(methods([], { coverage: { secrets: { state: "unseen", gaps } } })("tokenSecrets").state).toBe("notSeen");
    expect(methods([])("tokenSecrets").state).toBe("off");
  });

  it("are all told, once each, also of nothing", () => {
    const source = inventoryOfObjects([], { takenAt, source: "live" });
    expect(authenticationMethods(source).map(({ id }) => id)).toEqual(methodIds);
  });
});
