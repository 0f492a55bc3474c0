import { expect, test } from "vitest";
import { inventoryOfObjects, type KubernetesObject } from "../../inventory/from-objects.ts";
import { account, namespace, outline, pathsOf, pod } from "../paths/worlds.ts";
import { formatSubject } from "../subject.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "../worlds.ts";
import { Administration } from "./administration.ts";
import { delegationObjects } from "./delegation.ts";

const rbac = "rbac.authorization.k8s.io";
const admin = clusterRole("admin", [
  rule("create,get,list,delete", "", "pods,secrets,configmaps"),
  rule("create,update,delete", rbac, "roles,rolebindings"),
]);

function administrationOf(objects: readonly KubernetesObject[], hidden = false): Administration {
  const gap = { resource: "namespaces", reason: "forbidden" } as const;
  return new Administration(
    pathsOf(
      inventoryOfObjects([admin, ...objects], {
        takenAt: "2026-11-23T14:02:00Z",
        source: "live",
        cluster: { minor: "1.37", discovery: { resources: [], gaps: [] } },
        ...(hidden ? { coverage: { namespaces: { state: "unseen", gaps: [gap] } } } : {}),
      }),
    ),
  );
}

const team: readonly KubernetesObject[] = [
  namespace("shop", "baseline"),
  namespace("open"),
  binding("shop", "lead", "ClusterRole admin", "User:lead"),
  role("shop", "totally-harmless", [rule("*", "*", "*")]),
  binding("shop", "harmless", "Role totally-harmless", "Group:shop"),
  role("shop", "cluster-admin", [rule("get", "", "pods")]),
  binding("shop", "looks-mighty", "Role cluster-admin", "User:reader"),
  role("shop", "starter", [rule("create", "apps", "deployments")]),
  role("shop", "giver", [rule("create", rbac, "rolebindings")]),
  binding("shop", "starter", "Role starter", "User:ci", "User:both"),
  binding("shop", "giver", "Role giver", "User:both"),
  clusterBinding("admins", "admin", "Group:platform"),
  clusterRole("impersonator", [rule("impersonate", "", "groups,users")]),
  clusterBinding("support", "impersonator", "User:support"),
];

test("what bindings give makes an administrator, not the name of a role, and several bindings count together", () => {
  const local = administrationOf(team).local("shop");
  expect(local.map(({ subject, level }) => `${formatSubject(subject)} ${level}`)).toEqual([
    "Group shop everything",
    "User both administers",
    "User lead administers",
    "User ci runs",
  ]);
  expect(local[1]?.bindings.map(({ item }) => item.meta.name)).toEqual(["giver", "starter"]);
});

test("others come to administer it from outside: by a binding of the cluster, or by a path", () => {
  const administration = administrationOf(team);
  const outside = administration.outside("shop").map(({ subject, path }) => [formatSubject(subject), outline(path).length]);
  expect(outside).toEqual([
    ["Group platform", 1],
    ["User support", 2],
  ]);
  expect(administration.summaries().find((row) => row.namespace === "shop")).toMatchObject({
    enforced: "baseline",
    local: { everything: 1, administers: 2, runs: 1 },
    outside: 2,
  });
});

test("what an administrator reaches beyond it depends on its Pod Security level and its accounts", () => {
  const boss = [
    account("shop", "boss"),
    clusterBinding("boss", "root", "ServiceAccount:shop/boss"),
    clusterRole("root", [rule("*", "*", "*")]),
  ];
  const beyond = (where: string, objects: readonly KubernetesObject[]) =>
    administrationOf(objects)
      .beyond(where)
      .filter(({ verdict }) => verdict === "reached")
      .map(({ sink }) => sink);
  expect(beyond("shop", team)).toEqual([]);
  expect(beyond("open", team)).toEqual(["node-root"]);
  expect(beyond("shop", [...team, ...boss])).toEqual(["cluster-admin", "masters", "node-root", "all-secrets"]);
  expect(administrationOf([...team, ...boss]).mightyAccounts("shop")).toMatchObject([{ subject: { name: "boss" } }]);
});

test("a level that was not seen leaves open what it lets in", () => {
  const hidden = administrationOf([...team, pod("shop", "web", "default")], true);
  expect(hidden.summaries().find((row) => row.namespace === "shop")?.enforced).toBeUndefined();
  expect(hidden.beyond("shop").find(({ sink }) => sink === "node-root")?.verdict).toBe("notAssessed");
});

test("nodes that it shares with others are counted", () => {
  const pods = [pod("shop", "a", "default"), pod("open", "b", "default"), pod("shop", "c", "default", { node: "node-2" })];
  expect(administrationOf([...team, ...pods]).sharedNodes("shop")).toEqual(["node-1"]);
});

test("who is delegated a namespace administers it and reaches nothing beyond it", () => {
  const subjects = [{ kind: "Group", name: "shop-team" }] as const;
  const objects = delegationObjects({ namespace: "new", subjects, podSecurity: "restricted", quota: true, networkPolicy: true });
  expect(objects.map(({ kind }) => kind)).toEqual([
    ...["Namespace", "ResourceQuota", "LimitRange", "NetworkPolicy", "NetworkPolicy", "Role", "RoleBinding"],
  ]);
  const world = [...team, ...objects, account("new", "default")];
  const administration = administrationOf(world);
  expect(administration.local("new")).toMatchObject([{ subject: { name: "shop-team" }, level: "administers" }]);
  const paths = pathsOf(
    inventoryOfObjects([admin, ...world], {
      takenAt: "2026-11-23T14:02:00Z",
      source: "live",
      cluster: { minor: "1.37", discovery: { resources: [], gaps: [] } },
    }),
  );
  expect(paths.subject({ kind: "Group", name: "shop-team" }).reaches.map(({ verdict }) => verdict)).toEqual(
    Array.from({ length: 5 }, () => "none"),
  );
});
