import { describe, expect, it } from "vitest";
import { inventoryOfObjects, type KubernetesObject } from "../inventory/from-objects.ts";
import type { Coverage } from "../inventory/inventory.ts";
import type { Attributes } from "./attributes.ts";
import { canAnywhere } from "./can-anywhere.ts";
import { buildRbacIndex } from "./rbac-index.ts";

const rbac = "rbac.authorization.k8s.io";

function grant(user: string, namespace: string, rule: Record<string, readonly string[]>): KubernetesObject[] {
  const metadata = { name: `${user}-may`, namespace };
  return [
    { apiVersion: `${rbac}/v1`, kind: "Role", metadata, rules: [{ apiGroups: [""], ...rule }] },
    {
      apiVersion: `${rbac}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: rbac, kind: "Role", name: metadata.name },
      subjects: [{ kind: "User", apiGroup: rbac, name: user }],
    },
  ];
}

const objects = [
  ...grant("jane", "web", { verbs: ["get"], resources: ["pods"] }),
  ...grant("jane", "shop", { verbs: ["get"], resources: ["pods"] }),
  ...grant("lead", "web", { verbs: ["patch", "list"], resources: ["namespaces"] }),
];
const getPods: Attributes = { verb: "get", group: "", resource: "pods" };

function ask(user: string, attributes: Attributes, roleBindings: Coverage = { state: "complete" }) {
  const coverage = { [`rolebindings.${rbac}`]: roleBindings };
  const header = { takenAt: "2026-11-24T10:00:00Z", source: "live", coverage } as const;
  return canAnywhere(buildRbacIndex(inventoryOfObjects(objects, header)), { user, attributes });
}

const hidden = (namespace?: string): Coverage => ({
  state: "partial",
  gaps: [{ resource: `rolebindings.${rbac}`, reason: "forbidden", ...(namespace === undefined ? {} : { namespace }) }],
});

describe("canAnywhere", () => {
  it("is allowed where one namespace allows it, with the chain of each", () => {
    const { verdict, because } = ask("jane", getPods);
    expect(verdict).toBe("allowed");
    expect(because.map(({ scope }) => scope)).toEqual([{ namespace: "shop" }, { namespace: "web" }]);
  });

  it("is not allowed where no namespace allows it and all were seen", () => {
    expect(ask("eve", getPods).verdict).toBe("notAllowed");
  });

  it("is unknown where a namespace was not seen", () => {
    expect(ask("eve", getPods, hidden("hidden"))).toMatchObject({ verdict: "unknown", gaps: [{ namespace: "hidden" }] });
    expect(ask("eve", getPods, hidden()).verdict).toBe("unknown");
  });

  it("is allowed in spite of what was not seen", () => {
    expect(ask("jane", getPods, hidden("hidden")).verdict).toBe("allowed");
  });

  it("asks about each Namespace in itself, and about a list of them in none", () => {
    expect(ask("lead", { verb: "patch", group: "", resource: "namespaces" }).verdict).toBe("allowed");
    expect(ask("lead", { verb: "patch", group: "", resource: "namespaces", name: "shop" }).verdict).toBe("notAllowed");
    expect(ask("lead", { verb: "list", group: "", resource: "namespaces" }).verdict).toBe("notAllowed");
  });
});
