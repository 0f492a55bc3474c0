/** Generated RBAC for tests of the engine: small, with each way of naming subjects and each form of a rule. */
import fc from "fast-check";
import type { KubernetesObject } from "../inventory/from-objects.ts";
import { binding, clusterBinding, clusterRole, role } from "./worlds.ts";

const names = fc.constantFrom("u", "v");
const arbitraryRule = fc.record({
  verbs: fc.subarray(["get", "list", "create", "patch", "deletecollection", "*", "bind"], { minLength: 1 }),
  apiGroups: fc.subarray(["", "apps", "*"], { minLength: 1 }),
  resources: fc.subarray(
    ["pods", "pods/exec", "deployments", "deployments/scale", "nodes", "namespaces", "*", "*/scale", "pods/*"],
    { minLength: 1 },
  ),
  resourceNames: fc.option(fc.subarray(["n1", "n2", "x"], { minLength: 1 }), { nil: undefined, freq: 3 }),
});
const arbitrarySubjects = fc
  .subarray(
    [
      "User:u",
      "Group:v",
      "ServiceAccount:n1/u",
      "ServiceAccount:v",
      "Group:system:serviceaccounts",
      "Group:system:authenticated",
    ],
    { minLength: 1 },
  )
  .map((list) => list);
export const arbitraryRbac: fc.Arbitrary<readonly KubernetesObject[]> = fc
  .tuple(
    fc.array(arbitraryRule, { maxLength: 3 }),
    fc.array(arbitraryRule, { maxLength: 3 }),
    fc.array(
      fc.record({
        namespace: fc.constantFrom("n1", "n2"),
        ref: fc.constantFrom("ClusterRole u", "ClusterRole v", "Role u"),
        to: arbitrarySubjects,
      }),
      { maxLength: 4 },
    ),
    fc.array(fc.record({ name: names, to: arbitrarySubjects }), { maxLength: 2 }),
  )
  .map(([first, second, bindings, clusterBindings]) => [
    clusterRole("u", first),
    clusterRole("v", second),
    role("n1", "u", second),
    ...bindings.map(({ namespace, ref, to }, number) => binding(namespace, `b${number}`, ref, ...to)),
    ...clusterBindings.map(({ name, to }, number) => clusterBinding(`c${number}`, name, ...to)),
  ]);
