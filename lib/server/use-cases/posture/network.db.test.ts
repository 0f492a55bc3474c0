/** The network over the API, for readers of the whole cluster and of one namespace of it. */
import { expect, test } from "vitest";
import type { NetworkNamespace, NetworkReachAnswer, NetworkView } from "#contracts/network.ts";
import { inventoryOfObjects } from "#core/inventory/from-objects.ts";
import { daemonSet, denyAll, namespaceOf, networkPolicy, podOf } from "#core/network-policy/worlds.ts";
import { createTestApi } from "#test/api/api.ts";
import { seedCluster, seedScan } from "#test/postgres/seed.ts";

const objects = [
  daemonSet("calico-node"),
  ...["shop", "bank", "ops"].map((name) => namespaceOf(name)),
  podOf("shop/web"),
  podOf("bank/db"),
  podOf("ops/agent"),
  denyAll("bank", ["Ingress"]),
  networkPolicy("bank/from-shop", {
    podSelector: { matchLabels: { app: "db" } },
    ingress: [
      { from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "shop" } } }], ports: [{ port: 5432 }] },
    ],
  }),
  {
    apiVersion: "v1",
    kind: "Service",
    metadata: { namespace: "shop", name: "web" },
    spec: { type: "NodePort", selector: { app: "web" }, ports: [{ port: 80, nodePort: 30080 }] },
  },
];

async function readers() {
  const api = await createTestApi();
  const { id: cluster } = await seedCluster(api.data, { name: "team" });
  const facts = { uid: "u", version: "v1.37.2", minor: "1.37", discovery: { resources: [], gaps: [] } };
  const header = { takenAt: "2026-11-24T00:00:00Z", source: "live" as const, cluster: facts };
  const { id: scan } = await seedScan(api.data, cluster, inventoryOfObjects(objects, header));
  const reader = async (clusters: "all" | { id: string; namespaces: string[] }[]) => {
    const cookie = await api.signIn({ role: "viewer", scope: { clusters } as never });
    const ask = (path: string) => api.ask("GET", `/scans/${scan}/network${path}`, { cookie });
    return {
      get: async <T>(path: string) => (await (await ask(path)).json()) as T,
      status: async (path: string) => (await ask(path)).status,
    };
  };
  return { whole: await reader("all"), shop: await reader([{ id: cluster, namespaces: ["shop"] }]) };
}

test("namespaces stand with who reaches whom, and a connection with the rule that lets it through", async () => {
  const { whole } = await readers();
  const found = await whole.get<NetworkView>("");
  expect(found.plugin).toMatchObject({ name: "Calico", enforcement: "enforces" });
  expect(found.namespaces.map(({ name }) => name)).toEqual(["bank", "kube-system", "ops", "shop"]);
  expect(found.matrix).toEqual(["neaa", "eeee", "neaa", "aeaa"]);
  expect(found.exposures).toEqual([
    { kind: "Service", namespace: "shop", name: "web", by: "NodePort", at: ["port 30080"], reach: "everybody" },
  ]);
  const allowed = await whole.get<NetworkReachAnswer>("/reach?from=shop/Pod/web&to=bank/Pod/db&port=5432");
  expect(allowed).toMatchObject({
    verdict: "yes",
    ports: "TCP 5432",
    ends: [
      { direction: "egress", because: "notIsolated" },
      {
        direction: "ingress",
        because: "rules",
        isolating: ["bank/default-deny", "bank/from-shop"],
        rules: [{ policy: "bank/from-shop", path: "spec.ingress[0]", match: "yes" }],
      },
    ],
  });
  expect(await whole.get<NetworkReachAnswer>("/reach?from=ops/Pod/agent&to=bank/Pod/db&port=5432")).toMatchObject({
    verdict: "no",
    ends: [{ verdict: "yes" }, { verdict: "no", because: "noRule" }],
  });
  expect(await whole.get<NetworkReachAnswer>("/reach?from=bank/Pod/db&to=metadata&port=80")).toMatchObject({ verdict: "yes" });
});

test("a namespace comes with a proposal that lets in what its Services offer", async () => {
  const { whole } = await readers();
  const { workloads, proposal } = await whole.get<NetworkNamespace>("/namespace?namespace=shop");
  expect(workloads).toMatchObject([{ kind: "Pod", name: "web", ingress: "open", reaches: { internet: "all" } }]);
  expect(proposal.yaml).toContain("name: default-deny");
  expect(proposal.yaml).toContain("name: allow-web");
});

test("a reader of one namespace sees it alone, and no connection that leaves it", async () => {
  const { shop, whole } = await readers();
  const found = await shop.get<NetworkView>("");
  expect(found.namespaces.map(({ name }) => name)).toEqual(["shop"]);
  expect([found.matrix, found.plugin]).toEqual([["a"], undefined]);
  expect(JSON.stringify(found)).not.toContain("bank");
  expect(await shop.status("/namespace?namespace=bank")).toBe(404);
  expect(await shop.status("/reach?from=bank/Pod/db&to=shop/Pod/web")).toBe(404);
  expect(await shop.status("/reach?from=shop/Pod/web&to=bank/Pod/db")).toBe(404);
  expect(await shop.status("/reach?from=shop/Pod/web&to=internet")).toBe(200);
  expect((await whole.get<NetworkView>("")).namespaces).toHaveLength(4);
});
