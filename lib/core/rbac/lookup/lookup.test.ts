import { describe, expect, test } from "vitest";
import type { KubernetesObject, ObjectsHeader } from "../../inventory/from-objects.ts";
import { defaultsOf } from "../defaults.ts";
import { binding, clusterBinding, clusterRole, indexOf, inventoryOf, role, rule } from "../worlds.ts";
import { accountUses } from "./account-use.ts";
import { bindingsOfRole, bindingsOfSubject, findRole, holdersOf, roleFacts } from "./bindings.ts";
import { findByName } from "./find.ts";
import { rolesOf } from "./roles.ts";

const index = indexOf([
  clusterRole("view", [rule("get", "", "pods")], {
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: { "to-view": "true" } }] },
  }),
  { ...clusterRole("crd-view", [rule("get", "", "pods")]), metadata: { name: "crd-view", labels: { "to-view": "true" } } },
  role("shop", "view", [rule("get", "", "services")]),
  clusterBinding("viewers", "view", "Group:system:serviceaccounts", "User:jane"),
  binding("shop", "bot", "Role view", "ServiceAccount:bot"),
  binding("shop", "gone", "Role gone", "User:jane"),
]);

describe("lookup", () => {
  test("of a subject has its own bindings, then those of everybody like it", () => {
    const found = bindingsOfSubject(index, { kind: "ServiceAccount", namespace: "shop", name: "bot" });
    expect(
      found.map(({ binding: { item }, implicit, role: { kind, namespace } }) => [item.meta.name, implicit, kind, namespace]),
    ).toEqual([
      ["bot", false, "Role", "shop"],
      ["viewers", true, "ClusterRole", undefined],
    ]);
    expect(bindingsOfSubject(index, { kind: "User", name: "jane" }).map(({ missing }) => missing)).toEqual([
      undefined,
      "dangling",
    ]);
  });

  test("of a role never takes a ClusterRole for a Role of its name", () => {
    const holders = (kind: string, namespace?: string) =>
      holdersOf(bindingsOfRole(index, { kind, name: "view", ...(namespace ? { namespace } : {}) })).map(
        ({ named }) => named.name,
      );
    expect(holders("ClusterRole")).toEqual(["system:serviceaccounts", "jane"]);
    expect(holders("Role", "shop")).toEqual(["bot"]);
    expect(holders("Role", "bank")).toEqual([]);
  });

  test("of a role tells what feeds it, what it feeds, and whether Kubernetes made it", () => {
    const facts = (name: string) => roleFacts(index, findRole(index, { kind: "ClusterRole", name }) as never, defaultsOf("1.34"));
    expect(facts("view")).toMatchObject({ aggregated: true, fedBy: ["crd-view"], feeds: [], origin: "default" });
    expect(facts("crd-view")).toMatchObject({ aggregated: false, fedBy: [], feeds: ["view"], origin: "own" });
  });

  test("finds by a part of the name, the exact one first", () => {
    const { subjects, roles, bindings } = findByName(index, "VIEW");
    expect(subjects).toEqual([]);
    expect(roles.map(({ item }) => item.meta.name)).toEqual(["view", "view", "crd-view"]);
    expect(bindings.map(({ item }) => item.meta.name)).toEqual(["viewers"]);
    expect(findByName(index, "shop/bot").subjects).toEqual([{ kind: "ServiceAccount", namespace: "shop", name: "bot" }]);
  });
});

const owner = (kind: string, name: string) => ({
  ownerReferences: [{ apiVersion: "apps/v1", kind, name, uid: "u", controller: true }],
});
const spec = (account: string, more: object = {}) => ({
  serviceAccountName: account,
  containers: [{ name: "c", image: "web:1" }],
  ...more,
});
const pod = (name: string, more: object, metadata: object = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, namespace: "shop", ...metadata },
  ...more,
});
const workload = (kind: string, name: string, account: string, metadata: object = {}): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind,
  metadata: { name, namespace: "shop", ...metadata },
  spec: { replicas: 1, template: { spec: spec(account) } },
});
const account = (name: string, more: object = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name, namespace: "shop" },
  ...more,
});

describe("the use of a service account", () => {
  const uses = (objects: KubernetesObject[], header: Partial<ObjectsHeader> = {}) =>
    accountUses(inventoryOf(objects, header).looks).of("shop", "bot");

  test("is told by what is on top, with images and nodes", () => {
    const use = uses([
      account("bot"),
      workload("Deployment", "web", "bot"),
      workload("ReplicaSet", "web-1", "bot", owner("Deployment", "web")),
      pod("web-1-a", { spec: spec("bot", { nodeName: "n1" }) }, owner("ReplicaSet", "web-1")),
      pod("web-1-b", { spec: spec("bot", { nodeName: "n2" }) }, owner("ReplicaSet", "web-1")),
      pod("other", { spec: spec("default") }),
      pod("ended", { spec: spec("bot"), status: { phase: "Succeeded" } }),
      workload("StatefulSet", "asleep", "bot"),
    ]);
    expect(use).toMatchObject({ exists: true, automount: true, pods: 2, nodes: ["n1", "n2"], images: ["web:1"] });
    expect(use.workloads.map(({ kind, name, pods, token }) => [kind, name, pods, token])).toEqual([
      ["Deployment", "web", 2, "mounted"],
      ["StatefulSet", "asleep", 0, "mounted"],
    ]);
  });

  test("the pod's word counts before the account's, and a volume with a token before both", () => {
    const token = (podSays: object, accountSays: object = {}) =>
      uses([account("bot", accountSays), pod("p", { spec: spec("bot", podSays) })]).workloads[0]?.token;
    const no = { automountServiceAccountToken: false };
    const yes = { automountServiceAccountToken: true };
    const volume = { volumes: [{ name: "t", projected: { sources: [{ serviceAccountToken: { path: "token" } }] } }] };
    expect([token({}), token({}, no), token(yes, no), token(no), token({ ...no, ...volume }, no)]).toEqual([
      "mounted",
      "notMounted",
      "mounted",
      "notMounted",
      "mounted",
    ]);
  });

  test("is not known where accounts were not seen", () => {
    const gaps = [{ resource: "serviceaccounts", reason: "forbidden" }] as const;
    const dark = uses([pod("p", { spec: spec("bot") })], { coverage: { serviceaccounts: { state: "unseen", gaps } } });
    expect(dark).toMatchObject({ exists: undefined, automount: undefined, workloads: [{ token: "unknown" }] });
    expect(uses([])).toMatchObject({ exists: false, pods: 0 });
  });
});

describe("all roles", () => {
  const found = (source = index) =>
    new Map(
      rolesOf(source, defaultsOf("1.37")).map((one) => [`${one.role.kind} ${one.role.namespace ?? ""}/${one.role.name}`, one]),
    );

  test("know who holds each, what is made of others, and what is not there", () => {
    const roles = found();
    expect([...roles.keys()]).toEqual(["ClusterRole /crd-view", "ClusterRole /view", "Role shop/view", "Role shop/gone"]);
    expect(roles.get("ClusterRole /view")).toMatchObject({ exists: true, aggregated: true, bindings: 1, unused: false });
    expect(roles.get("ClusterRole /view")?.holders.map(({ name }) => name)).toEqual(["system:serviceaccounts", "jane"]);
    expect(roles.get("Role shop/view")).toMatchObject({ holders: [{ kind: "ServiceAccount", name: "bot" }], unused: false });
    expect(roles.get("Role shop/gone")).toMatchObject({ exists: false, rules: [], unused: false });
  });

  test("a role without a binding is used where another is made of it", () => {
    expect(found().get("ClusterRole /crd-view")).toMatchObject({ bindings: 0, feeds: ["view"], unused: false });
    expect(found(indexOf([clusterRole("idle", [rule("get", "", "pods")])])).get("ClusterRole /idle")?.unused).toBe(true);
  });

  test("nobody says unused of a role that a binding may name which was not seen", () => {
    const gap = { resource: "rolebindings.rbac.authorization.k8s.io", reason: "forbidden", namespace: "shop" } as const;
    const { gaps, ...rest } = indexOf([clusterRole("idle", []), role("shop", "idle", []), role("bank", "idle", [])]);
    const roles = found({ ...rest, gaps: { ...gaps, roleBindings: [gap] } });
    expect(roles.get("ClusterRole /idle")?.unused).toBeUndefined();
    expect(roles.get("Role shop/idle")?.unused).toBeUndefined();
    expect(roles.get("Role bank/idle")?.unused).toBe(true);
  });
});
