import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Inventory } from "#core/inventory/inventory.ts";
import { definitionOf, type ResourceId, resourceIds } from "#core/inventory/resources.ts";
import { lifecycleOf, splitApiVersion } from "#core/upgrade/lifecycle.ts";
import { connectTo, tokenOf } from "#test/apiserver/reader.ts";
import type { KubeClient } from "#test/kube/client.ts";
import { injectedKube } from "#test/kube/injected.ts";
import { isServedAnywhere } from "#test/kube/served.ts";
import { type CollectOptions, collectInventory } from "./collect.ts";

let kube: KubeClient;
beforeAll(() => {
  kube = injectedKube();
});
afterAll(() => kube.close());

async function look(options: CollectOptions = {}, token?: string): Promise<{ inventory: Inventory; paths: readonly string[] }> {
  const connection = await connectTo(kube, token);
  try {
    const collected = await collectInventory(connection, options);
    if (!collected.ok) throw new Error(collected.error.code);
    return { inventory: collected.value, paths: connection.paths };
  } finally {
    await connection.close();
  }
}

/** Releases of Helm are no collection of the API. */
const collections = resourceIds.filter((id) => definitionOf(id).storedIn === undefined);

const served: readonly ResourceId[] = collections.filter(isServedAnywhere);

const keysOf = (inventory: Inventory, resource: ResourceId) =>
  inventory.looks[resource].items.map(({ meta }) => `${meta.namespace ?? ""}/${meta.name}`);
const stateOf = (inventory: Inventory) => Object.fromEntries(collections.map((id) => [id, inventory.looks[id].coverage.state]));

interface RawList {
  readonly items: readonly {
    readonly metadata: { readonly name: string; readonly namespace?: string };
    readonly data?: Record<string, string>;
  }[];
}

async function rawList(resource: ResourceId, inventory: Inventory): Promise<RawList> {
  const { apiVersion } = inventory.looks[resource];
  return kube.send<RawList>(`${apiVersion?.includes("/") ? "/apis" : "/api"}/${apiVersion}/${definitionOf(resource).plural}`);
}

describe("a look at a real cluster", () => {
  it("sees every object of every kind, whatever the size of a page", async () => {
    const { inventory } = await look({ includeSecretNames: true });
    for (const resource of served) {
      const { coverage } = inventory.looks[resource];
      expect([resource, coverage.state]).toEqual([resource, "complete"]);
      const raw = (await rawList(resource, inventory)).items.map(
        ({ metadata }) => `${metadata.namespace ?? ""}/${metadata.name}`,
      );
      expect(keysOf(inventory, resource)).toEqual(expect.arrayContaining(raw.filter((key) => !/drydock-.*-test/.test(key))));
    }
    const small = await look({ includeSecretNames: true, pageSize: 7 });
    const without = (one: Inventory) =>
      JSON.stringify(one.looks, (key, value) => (key === "resourceVersion" ? undefined : value));
    expect(without(small.inventory)).toBe(without(inventory));
    expect(small.paths.length).toBeGreaterThan(served.length * 2);
  });

  it("knows the cluster by its identity, version and what it serves", async () => {
    const { inventory } = await look({ resources: ["namespaces"] });
    const { metadata } = await kube.send<{ metadata: { uid: string } }>("/api/v1/namespaces/kube-system");
    const { gitVersion } = await kube.send<{ gitVersion: string }>("/version");
    expect(inventory.cluster).toMatchObject({
      uid: metadata.uid,
      version: gitVersion,
      minor: gitVersion.split(".").slice(0, 2).join(".").slice(1),
    });
    expect(inventory.cluster.discovery.gaps).toEqual([]);
    const served = inventory.cluster.discovery.resources.map(({ group, plural }) => `${plural}.${group}`);
    expect(served).toEqual(
      expect.arrayContaining(["pods.", "pods/exec.", "deployments/scale.apps", "clusterroles.rbac.authorization.k8s.io"]),
    );
  });

  it("keeps no secret value of any kind", async () => {
    const { inventory } = await look({ includeSecretNames: true });
    const secrets = await rawList("secrets", inventory);
    const values = secrets.items.flatMap(({ data = {} }) => Object.values(data)).filter((value) => value.length > 8);
    expect(values.some((value) => Buffer.from(value, "base64").toString().startsWith("drydock-canary-"))).toBe(true);
    const kept = JSON.stringify(inventory);
    expect(kept).not.toContain("drydock-canary-");
    for (const value of values) {
      expect(kept).not.toContain(value);
      expect(kept).not.toContain(Buffer.from(value, "base64").toString());
    }
  });

  it("asks for no version that the cluster calls deprecated, and for no kind twice", async () => {
    const { inventory, paths } = await look();
    const lists = paths.filter((path) => path.includes("?limit=")).map((path) => path.split("?")[0]);
    expect(lists).toHaveLength(new Set(lists).size);
    for (const resource of collections.filter((id) => inventory.looks[id].apiVersion))
      expect(inventory.looks[resource].apiVersion).toBe([definitionOf(resource).group, "v1"].filter(Boolean).join("/"));
    expect(paths.filter((path) => /\/v\d+(alpha|beta)\d+\/[a-z]/.test(path))).toEqual([]);
    const deprecated = served.filter((id) => {
      const { group, version } = splitApiVersion(inventory.looks[id].apiVersion ?? "");
      return lifecycleOf(group, version, definitionOf(id).kind)?.deprecated !== undefined;
    });
    expect(deprecated, "to ask for a deprecated version counts as a use of it").toEqual([]);
    expect(paths.filter((path) => path.includes("secrets"))).toEqual([]);
  });
});

describe("a look with less than it needs", () => {
  const namespace = "drydock-collect-test";
  const RBAC = "rbac.authorization.k8s.io";
  const account = { namespace, name: "limited" };
  const rule = (group: string, resources: string[]) => ({ apiGroups: [group], resources, verbs: ["get", "list"] });
  const role = (kind: "Role" | "ClusterRole", name: string, rules: object[]) => ({
    apiVersion: `${RBAC}/v1`,
    kind,
    metadata: { name, ...(kind === "Role" && { namespace }) },
    rules,
  });
  const binding = (kind: "Role" | "ClusterRole", name: string) => ({
    apiVersion: `${RBAC}/v1`,
    kind: `${kind}Binding`,
    metadata: { name, ...(kind === "Role" && { namespace }) },
    roleRef: { apiGroup: RBAC, kind, name },
    subjects: [{ kind: "ServiceAccount", ...account }],
  });
  const manifests = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    { apiVersion: "v1", kind: "ServiceAccount", metadata: account },
    { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace, name: "mine" }, data: { a: "b" } },
    role("Role", "drydock-collect-test", [rule("", ["configmaps"])]),
    binding("Role", "drydock-collect-test"),
    role("ClusterRole", "drydock-collect-test", [rule("", ["namespaces", "nodes"])]),
    binding("ClusterRole", "drydock-collect-test"),
  ];
  let token: string;
  beforeAll(async () => {
    token = await tokenOf(kube, manifests, account);
  });
  afterAll(async () => {
    await kube.send(`/apis/${RBAC}/v1/clusterrolebindings/drydock-collect-test`, { method: "DELETE" });
    await kube.send(`/apis/${RBAC}/v1/clusterroles/drydock-collect-test`, { method: "DELETE" });
    await kube.send(`/api/v1/namespaces/${namespace}`, { method: "DELETE" });
  });

  /** What the API server says that an account may list in the whole cluster: some of it because everybody may. */
  async function listable(name: string): Promise<readonly ResourceId[]> {
    const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
    const specs = collections.map((id) => {
      const { group, plural } = definitionOf(id);
      return {
        user: `system:serviceaccount:${namespace}:${name}`,
        groups,
        resourceAttributes: { verb: "list", group, resource: plural },
      };
    });
    const answers = await kube.subjectAccessReviews(specs);
    return collections.filter((_id, index) => answers[index]?.allowed);
  }

  it("has a gap for everything that it may not see", async () => {
    const { inventory, paths } = await look({ includeSecretNames: true }, token);
    const state = stateOf(inventory);
    const allowed = await listable(account.name);
    expect(allowed).toEqual(expect.arrayContaining(["namespaces", "nodes"]));
    expect(allowed.length).toBeLessThan(8);
    const expected = collections.map((id) => [
      id,
      !served.includes(id) ? "absent" : allowed.includes(id) ? "complete" : id === "configmaps" ? "partial" : "unseen",
    ]);
    expect(state).toEqual(Object.fromEntries(expected));
    const { coverage, items } = inventory.looks.configmaps;
    expect(items.map(({ meta }) => meta.name)).toContain("mine");
    expect(new Set(items.map(({ meta }) => meta.namespace))).toEqual(new Set([namespace]));
    const gaps = "gaps" in coverage ? coverage.gaps : [];
    const others = inventory.looks.namespaces.items.map(({ meta }) => meta.name).filter((name) => name !== namespace);
    expect(gaps.map((gap) => [gap.reason, gap.namespace])).toEqual(others.map((name) => ["forbidden", name]));
    for (const resource of collections.filter((id) => state[id] === "unseen"))
      expect(inventory.looks[resource].coverage).toMatchObject({ gaps: [{ resource, reason: "forbidden" }] });
    // One review for each namespace rules out its lists: without it each kind would be tried in each namespace.
    expect(
      paths.filter((path) => path.includes("/namespaces/") && path.includes("limit=")).map((path) => path.split("?")[0]),
    ).toEqual([`/api/v1/namespaces/${namespace}/configmaps`]);
  });

  it("with no right of its own sees what everybody may see, and the rest is gaps", async () => {
    const none = await tokenOf(kube, [{ apiVersion: "v1", kind: "ServiceAccount", metadata: { namespace, name: "nothing" } }], {
      namespace,
      name: "nothing",
    });
    const { inventory } = await look({ includeSecretNames: true }, none);
    const allowed = await listable("nothing");
    expect(stateOf(inventory)).toEqual(
      Object.fromEntries(
        collections.map((id) => [id, !served.includes(id) ? "absent" : allowed.includes(id) ? "complete" : "unseen"]),
      ),
    );
    expect(inventory.cluster.version).toMatch(/^v1\./);
  });
});
