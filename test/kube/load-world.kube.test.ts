import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathOf } from "./apply.ts";
import { mapConcurrently } from "./concurrency.ts";
import { type Loaded, loadWorld } from "./load-world.ts";
import { type KubeObject, nameOf } from "./object.ts";
import { CANARY, CANARY_IN_BASE64 } from "./read-objects.ts";
import { until } from "./readiness.ts";
import { type Kube, startKube, TIME_TO_START } from "./server.ts";

let kube: Kube;
let world: Loaded;
beforeAll(async () => {
  kube = await startKube();
  world = await loadWorld(kube, kube.version);
}, TIME_TO_START);
afterAll(() => kube?.stop());

async function items<T = KubeObject>(path: string): Promise<T[]> {
  return (await kube.send<{ items: T[] }>(path)).items;
}

/**
 * Every object of the world, once the controllers are done with it. Old releases renew the time of an apply that
 * changes nothing, and with it the resourceVersion: both are left out.
 */
async function contents(): Promise<Record<string, string>> {
  const read = async () => {
    const stored = await mapConcurrently(world.objects, 16, async (object) => kube.send<KubeObject>(await pathOf(kube, object)));
    return Object.fromEntries(stored.map((object) => [nameOf(object), contentOf(object)]));
  };
  let last = await read();
  await until("a settled world", async () => {
    const before = last;
    last = await read();
    return Object.entries(last).every(([name, content]) => before[name] === content);
  });
  return last;
}

function contentOf({ metadata, ...rest }: KubeObject): string {
  const { resourceVersion, managedFields, ...kept } = metadata;
  return JSON.stringify({ ...rest, metadata: kept });
}

test("loading the world again changes nothing", { timeout: 60_000 }, async () => {
  const before = await contents();
  await loadWorld(kube, kube.version);
  expect(await contents()).toEqual(before);
});

describe("the world", () => {
  test("has pods that run, under an image id", async () => {
    const pods = await items<{ metadata: { name: string }; status: { phase: string; containerStatuses: { imageID: string }[] } }>(
      "/api/v1/namespaces/payments/pods",
    );
    expect(pods).toHaveLength(6);
    for (const { status } of pods) {
      expect(status.phase).toMatch(/Running|Succeeded/);
      for (const { imageID } of status.containerStatuses) expect(imageID).toMatch(/@sha256:[0-9a-f]{64}$/);
    }
  });

  test("has pods with owners that exist", async () => {
    const pods = await items("/api/v1/pods");
    const sets = new Set((await items("/apis/apps/v1/replicasets")).map(({ metadata }) => metadata.uid));
    const owners = pods.flatMap(({ metadata }) => (metadata.ownerReferences ?? []) as { kind: string; uid: string }[]);
    expect(owners.length).toBeGreaterThan(30);
    for (const { kind, uid } of owners) if (kind === "ReplicaSet") expect(sets).toContain(uid);
  });

  test("has nodes of two minors, ready and without admission's taint", async () => {
    type Node = { spec: { taints?: { key: string }[] }; status: { nodeInfo: { kubeletVersion: string } } };
    const nodes = await items<Node>("/api/v1/nodes");
    expect(new Set(nodes.map(({ status }) => status.nodeInfo.kubeletVersion.split(".")[1])).size).toBe(2);
    expect(nodes.flatMap(({ spec }) => spec.taints ?? []).map(({ key }) => key)).toEqual([
      "node-role.kubernetes.io/control-plane",
    ]);
  });

  test("has aggregated roles that the controller has filled", async () => {
    await until("the observer's rules", async () => {
      const role = await kube.send<{ rules?: { resources: string[] }[] }>(
        "/apis/rbac.authorization.k8s.io/v1/clusterroles/observer",
      );
      return role.rules?.flatMap(({ resources }) => resources).includes("nodes") ?? false;
    });
    const view = await kube.send<{ rules: { resources?: string[] }[] }>("/apis/rbac.authorization.k8s.io/v1/clusterroles/view");
    expect(view.rules.flatMap(({ resources = [] }) => resources)).toContain("ledgers");
  });

  test("has disruption budgets and endpoint slices that controllers have written", async () => {
    const path = "/apis/policy/v1/namespaces/payments/poddisruptionbudgets/ledger-db";
    await until("a budget that allows nothing", async () => {
      const { status } = await kube.send<{ status: { expectedPods?: number; disruptionsAllowed?: number } }>(path);
      return status.expectedPods === 2 && status.disruptionsAllowed === 0;
    });
    await until("an endpoint for each pod", async () => {
      const [slice] = await items<{ endpoints: unknown[] }>(
        "/apis/discovery.k8s.io/v1/namespaces/payments/endpointslices?labelSelector=kubernetes.io/service-name=api",
      );
      return slice?.endpoints.length === 3;
    });
  });

  test("lets the build robot do everything, and the on-call group only its part", async () => {
    const attributes = { verb: "delete", group: "", resource: "nodes" };
    const robot = await kube.subjectAccessReview({ user: "system:serviceaccount:ci:deployer", resourceAttributes: attributes });
    const oncall = await kube.subjectAccessReview({ user: "x", groups: ["payments-oncall"], resourceAttributes: attributes });
    expect([robot.allowed, oncall.allowed]).toEqual([true, false]);
  });

  test("has canaries in secrets, in environment values, in arguments, in annotations and in configuration", async () => {
    expect(JSON.stringify(await items("/api/v1/secrets"))).toContain(CANARY_IN_BASE64);
    expect(JSON.stringify(await items("/api/v1/namespaces/shop/pods"))).toContain(`${CANARY}shop-payment-api-key`);
    expect(JSON.stringify(await items("/api/v1/namespaces/shop/pods"))).toContain(`${CANARY}shop-argument`);
    expect(JSON.stringify(await items("/apis/apps/v1/namespaces/shop/deployments"))).toContain(`${CANARY}shop-annotation`);
    expect(JSON.stringify(await items("/api/v1/namespaces/shop/configmaps"))).toContain(`${CANARY}shop-smtp-password`);
  });
});
