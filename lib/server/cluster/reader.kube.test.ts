import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Document, parseAllDocuments } from "yaml";
import { definitionOf, resourceIds } from "#core/inventory/resources.ts";
import { connectTo, tokenOf } from "#test/apiserver/reader.ts";
import type { KubeClient } from "#test/kube/client.ts";
import { injectedKube } from "#test/kube/injected.ts";
import type { KubeObject } from "#test/kube/object.ts";
import { isServedAnywhere } from "#test/kube/served.ts";
import { collectInventory } from "./collect/collect.ts";
import type { ClusterConnection } from "./connect.ts";
import { preflight } from "./preflight.ts";
import { readerManifests } from "./role.ts";
import { testConnection } from "./test-connection.ts";
import { renewToken } from "./token.ts";

const reader = { namespace: "drydock-reader-test", name: "drydock-reader-test" };
const bare = { namespace: reader.namespace, name: "bare" };
const checks = [
  { id: "a", reads: ["pods", "nodes"] },
  { id: "b", reads: ["secrets"] },
  { id: "c", reads: ["pods", "secrets"] },
] as const;
let kube: KubeClient;
let token: string;
const open: ClusterConnection[] = [];

beforeAll(async () => {
  kube = injectedKube();
  token = await tokenOf(kube, [...readerManifests(reader), { apiVersion: "v1", kind: "ServiceAccount", metadata: bare }], reader);
});
afterAll(async () => {
  for (const connection of open) await connection.close();
  for (const { kind, metadata } of readerManifests(reader)) {
    if (!kind.startsWith("ClusterRole")) continue;
    await kube.send(`/apis/rbac.authorization.k8s.io/v1/${kind.toLowerCase()}s/${metadata.name}`, { method: "DELETE" });
  }
  await kube.send(`/api/v1/namespaces/${reader.namespace}`, { method: "DELETE" });
  await kube.close();
});

async function connect(as = token) {
  const connection = await connectTo(kube, as);
  open.push(connection);
  return connection;
}

describe("the reader that we propose", () => {
  it("reaches the cluster, and sees everything but Secrets", async () => {
    const connection = await connect();
    expect(await testConnection(connection)).toMatchObject({ category: "ok" });
    const collected = await collectInventory(connection, { includeSecretNames: true });
    if (!collected.ok) throw new Error(collected.error.code);
    for (const resource of resourceIds)
      expect([resource, collected.value.looks[resource].coverage.state]).toEqual([
        resource,
        definitionOf(resource).optional ? "unseen" : isServedAnywhere(resource) ? "complete" : "absent",
      ]);
  });

  it("may do what its roles say, and nothing that they do not", async () => {
    const user = `system:serviceaccount:${reader.namespace}:${reader.name}`;
    const groups = ["system:serviceaccounts", `system:serviceaccounts:${reader.namespace}`, "system:authenticated"];
    const may = async (verb: string, resource: string, more: object = {}) =>
      (await kube.subjectAccessReview({ user, groups, resourceAttributes: { verb, group: "", resource, ...more } })).allowed;
    expect(await may("list", "pods")).toBe(true);
    for (const verb of ["list", "get", "watch"]) expect(await may(verb, "secrets")).toBe(false);
    for (const verb of ["create", "update", "patch", "delete", "watch"]) expect(await may(verb, "pods")).toBe(false);
    expect(await may("get", "nodes", { subresource: "proxy" })).toBe(false);
    const create = (namespace: string, name: string) =>
      may("create", "serviceaccounts", { subresource: "token", namespace, name });
    expect(await create(reader.namespace, reader.name)).toBe(true);
    expect(await create(reader.namespace, "default")).toBe(false);
    expect(await create("kube-system", reader.name)).toBe(false);
  });

  it("renews its own token, and is told why where it may not", async () => {
    const renewed = await renewToken(await connect(), { ...reader, expirationSeconds: 3_600 });
    if (!renewed.ok) throw new Error(renewed.error.code);
    expect(Date.parse(renewed.value.expiresAt)).toBeGreaterThan(Date.now());
    const again = await connect(renewed.value.token);
    expect(await testConnection(again)).toMatchObject({ category: "ok" });
    expect(await renewToken(again, { ...reader, name: "default" })).toMatchObject({
      ok: false,
      error: { code: "tokenForbidden" },
    });
    expect(await renewToken(await connect(kube.address.token), { ...reader, name: "gone" })).toMatchObject({
      ok: false,
      error: { code: "tokenAccountMissing" },
    });
    expect(await renewToken(await connect("wrong"), reader)).toMatchObject({ ok: false, error: { code: "auth" } });
  });
});

describe("the preflight", () => {
  it("of the reader: everything is assessed that needs no Secret", async () => {
    const result = await preflight(await connect(), { checks, serviceAccount: reader });
    if (!result.ok) throw new Error(result.error.code);
    expect(result.value.resources.every(({ access }) => access === "cluster")).toBe(true);
    expect(result.value.checks).toEqual([
      { id: "a", outlook: "assessed", missing: [] },
      { id: "b", outlook: "notAssessed", missing: ["secrets"] },
      { id: "c", outlook: "partly", missing: ["secrets"] },
    ]);
    expect(result.value).toMatchObject({ user: `system:serviceaccount:${reader.namespace}:${reader.name}`, renewsToken: true });
    expect(result.value.grant).toBeUndefined();
  });

  it("of an account without rights of its own: what is missing is named, and the YAML grants it", async () => {
    const as = await kube.createServiceAccountToken(bare.namespace, bare.name);
    const before = await preflight(await connect(as), { checks, includeSecretNames: true, serviceAccount: bare });
    if (!before.ok) throw new Error(before.error.code);
    const accessOf = (resource: string) => before.value.resources.find((one) => one.resource === resource)?.access;
    expect(["secrets", "nodes", "configmaps", "clusterroles.rbac.authorization.k8s.io"].map(accessOf)).toEqual([
      "none",
      "none",
      "none",
      "none",
    ]);
    expect(before.value.checks.find(({ id }) => id === "b")).toEqual({ id: "b", outlook: "notAssessed", missing: ["secrets"] });
    expect(before.value.renewsToken).toBe(false);
    const grant = parseAllDocuments(before.value.grant ?? "").map((document) => (document as Document).toJS() as KubeObject);
    await kube.apply(grant);
    const after = await preflight(await connect(as), { checks, includeSecretNames: true, serviceAccount: bare });
    await kube.send("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/drydock-reader-additional", { method: "DELETE" });
    await kube.send("/apis/rbac.authorization.k8s.io/v1/clusterroles/drydock-reader-additional", { method: "DELETE" });
    expect(after).toMatchObject({
      ok: true,
      value: { checks: [{ outlook: "assessed" }, { outlook: "assessed" }, { outlook: "assessed" }] },
    });
  });

  it("of a credential that is not accepted is the reason", async () => {
    expect(await preflight(await connect("wrong"), { checks })).toMatchObject({ ok: false, error: { code: "auth" } });
  });
});
