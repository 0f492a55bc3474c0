import { describe, expect, test } from "vitest";
import type { Coverage, Inventory } from "#core/inventory/inventory.ts";
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { whoCan } from "#core/rbac/who-can.ts";
import { teamInventory } from "#test/api/world.ts";
import { limitInventory } from "./limited-inventory.ts";

const bindings = "rolebindings.rbac.authorization.k8s.io";
const shop = new Set(["shop"]);

function seen(coverage: Coverage): Inventory {
  const whole = teamInventory();
  return { ...whole, looks: { ...whole.looks, [bindings]: { ...whole.looks[bindings], coverage } } };
}

function answer(inventory: Inventory, namespaces = shop) {
  const index = buildRbacIndex(limitInventory(inventory, namespaces));
  return whoCan(index, { attributes: { verb: "get", group: "", resource: "secrets" }, namespace: { any: true } });
}

describe("limitInventory", () => {
  test("keeps nothing of other namespaces", () => {
    const text = JSON.stringify(limitInventory(teamInventory(), shop));
    for (const hidden of ['bank"', 'vault"', "ledger", "uid-team"])
      expect([hidden, text.includes(`"${hidden}`)]).toEqual([hidden, false]);
  });

  test("with all namespaces in sight says what the whole says", () => {
    const all = answer(teamInventory(), new Set(["shop", "bank", "kube-system"]));
    const index = buildRbacIndex(teamInventory());
    const whole = whoCan(index, { attributes: { verb: "get", group: "", resource: "secrets" }, namespace: { any: true } });
    expect(all.subjects).toEqual(whole.subjects);
  });

  test("a gap elsewhere hides nothing here", () => {
    const gaps = [{ resource: bindings, reason: "forbidden" as const, namespace: "bank" }];
    expect(answer(seen({ state: "partial", gaps }))).toMatchObject({ complete: true, gaps: [] });
  });

  test("a gap here, or one without a place, stays", () => {
    for (const place of [{ namespace: "shop" }, {}]) {
      const gaps = [{ resource: bindings, reason: "forbidden" as const, ...place }];
      expect(answer(seen({ state: "partial", gaps }))).toMatchObject({ complete: false, gaps });
    }
  });

  test("what was not seen at all is never complete, whatever its gaps name", () => {
    const gaps = [{ resource: bindings, reason: "timeout" as const, namespace: "bank", detail: "bank says no" }];
    const { complete, gaps: shown } = answer(seen({ state: "unseen", gaps }));
    expect([complete, shown]).toEqual([false, [{ resource: bindings, reason: "timeout" }]]);
  });
});
