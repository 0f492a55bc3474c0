import { expect, test } from "vitest";
import { createSight } from "../checks/sight.ts";
import { inventoryOfObjects, type KubernetesObject } from "../inventory/from-objects.ts";
import { evaluate } from "./evaluate.ts";
import { isolationOf, workloadIsolation } from "./isolation.ts";
import { namespaceMatrix } from "./matrix.ts";
import { reachOf, type TargetId, targetAddresses, targetIds } from "./targets.ts";
import { networkResources, networkWorld } from "./world.ts";
import { denyAll, namespaceOf, networkPolicy, podOf } from "./worlds.ts";

const node = (name: string, address: string, podCIDR: string, kubeletPort?: number): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: { name },
  spec: { podCIDRs: [podCIDR] },
  status: {
    addresses: [{ type: "InternalIP", address }],
    ...(kubeletPort !== undefined && { daemonEndpoints: { kubeletEndpoint: { Port: kubeletPort } } }),
  },
});
const apiServer: KubernetesObject = {
  apiVersion: "discovery.k8s.io/v1",
  kind: "EndpointSlice",
  metadata: { namespace: "default", name: "kubernetes", labels: { "kubernetes.io/service-name": "kubernetes" } },
  endpoints: [{ addresses: ["192.168.1.1"] }],
  ports: [{ port: 6443 }],
};
const places = [node("a", "192.168.1.1", "10.2.0.0/24"), node("b", "192.168.1.2", "10.2.1.0/24"), apiServer];

function look(objects: readonly KubernetesObject[], hidden: "places" | "policies" | "nothing" = "nothing") {
  const all = [namespaceOf("shop"), ...objects, ...(hidden === "places" ? [] : places)];
  const unseen = { resource: "networkpolicies.networking.k8s.io", reason: "forbidden" as const };
  const coverage =
    hidden === "policies" ? { "networkpolicies.networking.k8s.io": { state: "unseen" as const, gaps: [unseen] } } : {};
  const inventory = inventoryOfObjects(all, { takenAt: "2026-11-28T12:00:00Z", source: "live", coverage });
  const sight = { ...createSight(inventory, networkResources), nodes: inventory.looks.nodes };
  const { looks } = inventory;
  const addresses = targetAddresses(looks["endpointslices.discovery.k8s.io"].items, looks.nodes.items);
  return { evaluation: evaluate(networkWorld(sight)), addresses };
}

function reached(objects: readonly KubernetesObject[], hidden?: "places" | "policies"): Record<TargetId, string> {
  const { evaluation, addresses } = look([podOf("shop/web"), ...objects], hidden);
  const [group] = evaluation.world.groups;
  if (group === undefined) throw new Error("no pod");
  return Object.fromEntries(targetIds.map((target) => [target, reachOf(evaluation, group, target, addresses)])) as never;
}

const egress = (...rules: readonly object[]) => networkPolicy("shop/p", { policyTypes: ["Egress"], egress: rules });
const block = (cidr: string, ...except: readonly string[]) => ({
  to: [{ ipBlock: { cidr, ...(except.length > 0 && { except }) } }],
});

test("a pod that nothing isolates reaches everything, and one that everything isolates nothing", () => {
  const all = { internet: "all", metadata: "all", "api-server": "all", kubelets: "all" };
  expect(reached([])).toEqual(all);
  expect(reached([denyAll("shop", ["Ingress"])])).toEqual(all);
  expect(reached([denyAll("shop")])).toEqual({ internet: "none", metadata: "none", "api-server": "none", kubelets: "none" });
});

test("exceptions of a block take the metadata addresses away, and the internet stays", () => {
  expect(reached([egress(block("0.0.0.0/0"))])).toMatchObject({ internet: "all", metadata: "all", kubelets: "all" });
  expect(reached([egress(block("0.0.0.0/0", "169.254.169.254/32", "192.168.0.0/16"))])).toEqual({
    internet: "all",
    metadata: "none",
    "api-server": "none",
    kubelets: "none",
  });
  expect(reached([egress(block("::/0"))])).toMatchObject({ internet: "all", metadata: "all" });
  expect(reached([egress(block("8.8.8.0/24"))])).toMatchObject({ internet: "some", metadata: "none" });
  expect(reached([egress(block("10.0.0.0/8"))])).toMatchObject({ internet: "none" });
});

test("a rule for ports that nobody answers on reaches neither the metadata nor a kubelet", () => {
  expect(reached([egress({ ...block("0.0.0.0/0"), ports: [{ port: 443 }] })])).toEqual({
    internet: "all",
    metadata: "none",
    "api-server": "none",
    kubelets: "none",
  });
  expect(reached([egress({ ...block("192.168.1.1/32"), ports: [{ port: 10250 }, { port: 6443 }] })])).toMatchObject({
    "api-server": "all",
    kubelets: "some",
  });
});

test("a kubelet is reached where its node says that it listens", () => {
  const elsewhere = node("c", "192.168.1.3", "10.2.2.0/24", 11_250);
  const to = (port: number) => egress({ ...block("192.168.0.0/16"), ports: [{ port }] });
  expect(reached([elsewhere, to(10_250)])).toMatchObject({ kubelets: "some" });
  expect(reached([elsewhere, to(11_250)])).toMatchObject({ kubelets: "some" });
  expect(reached([to(11_250)])).toMatchObject({ kubelets: "none" });
});

test("where addresses were not seen, only what holds for every address is said", () => {
  expect(reached([], "places")).toMatchObject({ "api-server": "all", kubelets: "all" });
  expect(reached([denyAll("shop")], "places")).toMatchObject({ "api-server": "none", kubelets: "none" });
  expect(reached([egress(block("192.168.0.0/16"))], "places")).toMatchObject({ "api-server": "unknown", kubelets: "unknown" });
});

test("where policies were not seen, nothing is said of pods, and everything of those on the host network", () => {
  const unknown = { internet: "unknown", metadata: "unknown", "api-server": "unknown", kubelets: "unknown" };
  expect(reached([], "policies")).toEqual(unknown);
  const { evaluation } = look([podOf("shop/agent", { hostNetwork: true })], "policies");
  expect(evaluation.world.groups.map((group) => isolationOf(evaluation, group, "egress"))).toEqual(["host"]);
});

test("a workload is as isolated as the least of its pods, and one of which nothing runs is judged by its template", () => {
  const owned = (name: string, color: string) => ({
    ...podOf(`shop/${name}`, {}, { app: "web", color }),
    metadata: {
      namespace: "shop",
      name,
      labels: { app: "web", color },
      ownerReferences: [{ apiVersion: "apps/v1", kind: "ReplicaSet", name: "web-1", controller: true, uid: "r" }],
    },
  });
  const template = (app: string) => ({ metadata: { labels: { app } }, spec: { containers: [{ name: "a", image: "i" }] } });
  const of = (kind: string, name: string, more: object = {}, spec: object = {}) => ({
    apiVersion: "apps/v1",
    kind,
    metadata: { namespace: "shop", name, ...more },
    spec: { template: template(name), ...spec },
  });
  const owner = { ownerReferences: [{ apiVersion: "apps/v1", kind: "Deployment", name: "web", controller: true, uid: "d" }] };
  const { evaluation } = look([
    of("Deployment", "web"),
    of("ReplicaSet", "web-1", owner),
    owned("web-1-a", "red"),
    owned("web-1-b", "blue"),
    of("Deployment", "idle", {}, { replicas: 0 }),
    networkPolicy("shop/red", { podSelector: { matchLabels: { color: "red" } } }),
    networkPolicy("shop/idle", { podSelector: { matchLabels: { app: "idle" } } }),
  ]);
  const found = workloadIsolation(evaluation).map(({ workload, pods, ingress, egress: out, groups }) => [
    `${workload.kind} ${workload.name}`,
    pods,
    ingress,
    out,
    groups.length,
  ]);
  expect(found).toEqual([
    ["Deployment web", 2, "open", "open", 2],
    ["Deployment idle", 0, "isolated", "open", 1],
  ]);
});

test("a cell says whether all, some or none of a namespace reach another, and where nobody can tell", () => {
  const { evaluation } = look([
    namespaceOf("bank"),
    namespaceOf("ops"),
    podOf("shop/web"),
    podOf("bank/web"),
    podOf("bank/db"),
    podOf("ops/agent", { hostNetwork: true }),
    networkPolicy("bank/p", { podSelector: { matchLabels: { app: "db" } }, ingress: [{ from: [{ podSelector: {} }] }] }),
    networkPolicy("shop/q", { ingress: [{ from: [{ ipBlock: { cidr: "10.2.0.0/16" } }] }] }),
  ]);
  expect(namespaceMatrix(evaluation, ["bank", "ops", "shop"])).toMatchObject({
    cells: [
      ["all", "empty", "unknown"],
      ["empty", "empty", "empty"],
      ["some", "empty", "unknown"],
    ],
  });
});
