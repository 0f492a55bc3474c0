import { expect, test } from "vitest";
import { deployment, podSpec } from "../checks/workload/worlds.ts";
import { inventoryOfObjects } from "../inventory/from-objects.ts";
import { hide } from "../inventory/hide.ts";
import { binding, clusterBinding, clusterRole, role, rule } from "../rbac/worlds.ts";
import { deployRights } from "./deploy-rights.ts";

const inventory = inventoryOfObjects(
  [
    deployment("web", podSpec()),
    role("shop", "deployer", [rule("patch", "apps", "deployments")]),
    binding("shop", "deployer", "Role deployer", "ServiceAccount:shop/delivery"),
    clusterRole("debug", [rule("create", "", "pods/exec")]),
    clusterBinding("debug", "debug", "Group:system:authenticated", "Group:system:nodes"),
    role("other", "deployer", [rule("patch", "apps", "deployments")]),
    binding("other", "deployer", "Role deployer", "User:mallory"),
  ],
  { takenAt: "2026-11-23T14:02:00Z", source: "live", cluster: { minor: "1.37", discovery: { resources: [], gaps: [] } } },
);

test("who may change and enter what runs in a namespace, by its own bindings and by those of the cluster", () => {
  const { namespaces, gaps } = deployRights(inventory);
  expect(namespaces).toEqual([
    {
      name: "shop",
      workloads: 1,
      change: ["ServiceAccount shop/delivery"],
      swap: [],
      enter: ["Group system:authenticated"],
      open: true,
    },
  ]);
  expect(gaps).toEqual([]);
});

test("bindings that were not seen are told, there where they count", () => {
  const rights = deployRights(hide(inventory, "rolebindings.rbac.authorization.k8s.io", "shop"));
  expect([rights.sees("shop"), rights.sees("other")]).toEqual([false, true]);
  expect(rights.gaps).toHaveLength(1);
});
