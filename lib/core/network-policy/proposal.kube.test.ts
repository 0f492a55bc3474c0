/** Proposals as the API server takes them. */
import { expect, test } from "vitest";
import { injectedKube } from "#test/kube/injected.ts";
import { inventoryOfObjects } from "../inventory/from-objects.ts";
import { proposePolicies } from "./proposal.ts";

test("every policy of a proposal is accepted by a dry run on the server", async () => {
  const service = (name: string, type: string, selector: object) => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { namespace: "default", name },
    spec: { type, selector, ports: [{ port: 80 }] },
  });
  const { looks } = inventoryOfObjects(
    [service("web", "ClusterIP", { app: "web" }), service("door", "LoadBalancer", { app: "door" })],
    { takenAt: "2026-11-28T12:00:00Z", source: "live" },
  );
  const container = {
    name: "a",
    type: "container" as const,
    image: "i",
    ports: [{ containerPort: 8080 }, { containerPort: 53, protocol: "UDP" }],
  };
  const { policies, decide } = proposePolicies({
    namespace: "default",
    templates: [{ labels: { app: "web" }, spec: { containers: [container] } }],
    services: looks.services.items,
    ingresses: [],
    routes: [{ meta: { namespace: "default", name: "r" }, services: ["web"], gateways: [{ namespace: "edge", name: "g" }] }],
  });
  expect(policies.map(({ metadata }) => metadata.name)).toEqual([
    "allow-dns",
    "allow-inside",
    "allow-door",
    "allow-web",
    "default-deny",
  ]);
  expect(decide).toHaveLength(3);
  const kube = injectedKube();
  for (const policy of policies) {
    const { status } = await kube.request("/apis/networking.k8s.io/v1/namespaces/default/networkpolicies?dryRun=All", {
      method: "POST",
      body: policy,
    });
    expect([policy.metadata.name, status]).toEqual([policy.metadata.name, 201]);
  }
});
