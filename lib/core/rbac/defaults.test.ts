import { describe, expect, test } from "vitest";
import catalogue from "../catalogues/rbac-defaults.json" with { type: "json" };
import type { KubernetesObject } from "../inventory/from-objects.ts";
import { defaultsCatalogue, defaultsOf, minorsWithDefaults } from "./defaults.ts";
import { clusterBinding, clusterRole, indexOf, rule } from "./worlds.ts";

/** The objects of a minor as its API server creates them. */
function bootstrap(minor: string): KubernetesObject[] {
  return Object.entries(catalogue.objects).flatMap(([key, variants]) =>
    (variants as { minors: string[]; aggregation?: object[]; labels?: object }[])
      .filter((variant) => variant.minors.includes(minor))
      .map(({ aggregation, labels, ...content }) => {
        const [kind = "", namespace = "", ...name] = key.split("/");
        return {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind,
          metadata: { name: name.join("/"), ...(namespace ? { namespace } : {}), labels },
          ...(aggregation ? { aggregationRule: { clusterRoleSelectors: aggregation } } : {}),
          ...content,
        };
      }),
  );
}

test("the catalogue says of itself how far it reaches", () => {
  expect(defaultsCatalogue).toEqual({
    name: "Roles and bindings that Kubernetes creates",
    asOf: `Kubernetes ${catalogue.versions.at(-1)}`,
    reaches: "1.24, 1.29–1.37",
  });
  expect(minorsWithDefaults.every((minor) => /^1\.\d+$/.test(minor))).toBe(true);
});

describe.each(minorsWithDefaults)("the defaults of %s", (minor) => {
  test("are recognised, aggregated ones with their rules too", () => {
    const index = indexOf(bootstrap(minor), { source: "manifests" });
    const defaults = defaultsOf(minor);
    const beyond = [...index.clusterRoles.values(), ...index.roles.values()].filter(
      (role) => defaults.addedRules(role).length > 0,
    );
    expect(beyond.map((role) => role.item.meta.name)).toEqual([]);
    expect(index.clusterRoles.get("view")?.rules.length).toBeGreaterThan(5);
    expect(index.bindings.filter((binding) => !defaults.isDefaultBinding(binding))).toEqual([]);
    expect(index.bindings.length).toBeGreaterThan(40);
  });
});

describe("what was changed", () => {
  const only = (object: KubernetesObject) => indexOf([object]);

  test("is told from what was there, rule by rule", () => {
    const index = only(
      clusterRole("system:basic-user", [
        rule("get", "", "secrets"),
        rule("create", "authorization.k8s.io", "selfsubjectaccessreviews"),
      ]),
    );
    const role = index.clusterRoles.get("system:basic-user");
    expect(role && defaultsOf("1.37").addedRules(role)).toEqual([0]);
  });

  test("is not trusted by its name", () => {
    const index = only(clusterRole("system:foo", [rule("get", "", "pods")]));
    const role = index.clusterRoles.get("system:foo");
    expect(role && defaultsOf("1.37").addedRules(role)).toEqual([0]);
    expect(role && defaultsOf("1.37").knowsRole(role)).toBe(false);
  });

  test("a binding with one more subject, or to another role, is not the default", () => {
    const isDefault = (object: KubernetesObject) =>
      only(object).bindings.map((binding) => defaultsOf("1.37").isDefaultBinding(binding));
    expect(isDefault(clusterBinding("cluster-admin", "cluster-admin", "Group:system:masters"))).toEqual([true]);
    expect(isDefault(clusterBinding("cluster-admin", "cluster-admin", "Group:system:masters", "User:eve"))).toEqual([false]);
    expect(isDefault(clusterBinding("system:discovery", "cluster-admin", "Group:system:authenticated"))).toEqual([false]);
  });

  test("a rule that is a product of a million rights is judged at once", () => {
    const many = Array.from({ length: 1000 }, (_, number) => `r${number}`);
    const index = only(clusterRole("system:basic-user", [{ verbs: many, apiGroups: many, resources: many }]));
    const role = index.clusterRoles.get("system:basic-user");
    expect(role && defaultsOf("1.37").addedRules(role)).toEqual([0]);
  });
});

test("an unknown minor knows what any minor creates", () => {
  const index = indexOf(bootstrap("1.37"), { source: "manifests" });
  const beyond = (minor: string | undefined) =>
    [...index.clusterRoles.values()].filter((role) => defaultsOf(minor).addedRules(role).length > 0);
  expect(beyond(undefined)).toEqual([]);
  expect(beyond("1.99")).toEqual([]);
  expect(beyond("1.31").length).toBeGreaterThan(0);
});
