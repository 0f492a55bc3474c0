/** What to take away: it has to suffice, and nothing of it may be too much. SEED and CASES choose the cases. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../inventory/from-objects.ts";
import { arbitraryRbac } from "./arbitrary-rbac.ts";
import { review } from "./can.ts";
import { explainCell } from "./explain.ts";
import { buildMatrix } from "./matrix.ts";
import { type Removal, type RemovalStep, removalOf } from "./removal.ts";
import { namespaceOfRequest } from "./scope.ts";
import { parseSubjectKey, type SubjectRef, userOfSubject } from "./subject.ts";
import { binding, clusterBinding, clusterRole, indexOf, role, rule } from "./worlds.ts";

interface Asked {
  readonly key: string;
  readonly group: string;
  readonly resource: string;
  readonly verbs?: readonly string[];
}

function subjectOf(key: string): SubjectRef {
  const subject = parseSubjectKey(key);
  if (subject === undefined) throw new Error(key);
  return subject;
}

function removal(objects: readonly KubernetesObject[], { key, group, resource, verbs }: Asked): Removal {
  const matrix = buildMatrix(indexOf(objects));
  const question = { subject: subjectOf(key), group, resource, ...(verbs ? { verbs } : {}) };
  return removalOf(matrix, question, explainCell(matrix.index, question));
}

/** @returns the objects after these steps: the subjects gone from each binding, or the binding where it had no others. */
function carryOut(objects: readonly KubernetesObject[], steps: readonly RemovalStep[]): readonly KubernetesObject[] {
  return objects.flatMap((object) => {
    const { namespace, name } = object.metadata as { namespace?: string; name: string };
    const step = steps.find((one) => one.kind === object.kind && one.name === name && one.namespace === namespace);
    if (step === undefined) return [object];
    if (step.others === 0) return [];
    const gone = new Set(step.subjects.map(({ index }) => index));
    return [{ ...object, subjects: (object.subjects as object[]).filter((_, index) => !gone.has(index)) }];
  });
}

const namespaces = ["", "n1", "n2"];
const names = [undefined, "n1", "n2", "x"];

/** @returns whether the subject may do it anywhere, to any object or to one. */
function allowedAnywhere(objects: readonly KubernetesObject[], { key, group, resource: path }: Asked, verb: string): boolean {
  const index = indexOf(objects);
  const [resource = "", subresource] = path.split("/");
  const user = userOfSubject(subjectOf(key));
  return namespaces.some((given) =>
    names.some((name) => {
      // No request carries the name of what it deletes as a collection.
      if (verb === "deletecollection" && name !== undefined) return false;
      const attributes = { verb, group, resource, ...(subresource ? { subresource } : {}), ...(name ? { name } : {}) };
      const namespace = namespaceOfRequest(index.discovery, attributes, given);
      return review(index, { user, namespace, attributes }).verdict === "allowed";
    }),
  );
}

const world = [
  clusterRole("reader", [rule("get,list", "", "secrets,configmaps"), rule("get", "", "pods")]),
  clusterRole("one", [rule("get", "", "secrets", { resourceNames: ["one"] })]),
  role("n1", "local", [rule("get", "", "secrets")]),
  clusterBinding("team", "reader", "Group:team", "User:jane"),
  clusterBinding("all", "one", "Group:system:authenticated"),
  binding("n1", "hers", "Role local", "User:jane"),
  binding("n2", "accounts", "ClusterRole reader", "Group:system:serviceaccounts:n2", "ServiceAccount:bot", "User:x"),
];

describe("what to take away", () => {
  test("is the subject where the binding has others, and the binding where it has none", () => {
    const { steps, loses, afterwards } = removal(world, { key: "User:jane", group: "", resource: "secrets" });
    expect(
      steps.map(({ kind, name, verbs, subjects, others }) => [kind, name, verbs, subjects.map(({ index }) => index), others]),
    ).toEqual([
      ["ClusterRoleBinding", "team", ["get", "list"], [1], 1],
      ["RoleBinding", "hers", ["get"], [0], 0],
      ["ClusterRoleBinding", "all", ["get"], [0], 0],
    ]);
    expect(afterwards).toBe("notAllowed");
    expect(loses).toEqual({ emptied: 2, reduced: 0 });
  });

  test("names each place through which a service account is reached: itself, and the groups that it is in", () => {
    const { steps } = removal(world, { key: "ServiceAccount:n2/bot", group: "", resource: "configmaps" });
    expect(steps).toMatchObject([{ name: "accounts", namespace: "n2", others: 1 }]);
    expect(steps[0]?.subjects.map(({ subject }) => subject)).toEqual([
      { kind: "Group", name: "system:serviceaccounts:n2" },
      { kind: "ServiceAccount", namespace: "n2", name: "bot" },
    ]);
  });

  test("says what else goes with it", () => {
    const { steps } = removal(world, { key: "User:jane", group: "", resource: "pods" });
    expect(steps.map(({ name, loses }) => [name, loses])).toEqual([["team", { emptied: 1, reduced: 1 }]]);
  });

  test("does not promise an end where the API server does not ask RBAC", () => {
    const { steps, afterwards } = removal(world, { key: "Group:system:masters", group: "", resource: "secrets" });
    expect([steps, afterwards]).toEqual([[], "allowed"]);
  });

  test("does not promise an end where not everything was seen", () => {
    const resource = "rolebindings.rbac.authorization.k8s.io";
    const gaps = [{ resource, reason: "forbidden" }] as const;
    const matrix = buildMatrix(indexOf(world, { coverage: { [resource]: { state: "partial", gaps } } }));
    const question = { subject: subjectOf("User:jane"), group: "", resource: "secrets" };
    expect(removalOf(matrix, question, explainCell(matrix.index, question)).afterwards).toBe("unknown");
  });
});

const seed = Number(process.env.SEED ?? 20_261_127);
const numRuns = Number(process.env.CASES ?? 60);

test(`taken away, the right is gone; with any one step left out, it stays, seed ${seed}`, {
  timeout: 20_000 + numRuns * 500,
}, () => {
  fc.assert(
    fc.property(arbitraryRbac, (objects) => {
      const matrix = buildMatrix(indexOf(objects));
      for (const { key } of matrix.rows)
        for (const resource of ["pods", "pods/exec", "namespaces", "nodes"])
          for (const verb of ["get", "deletecollection"]) {
            const asked = { key, group: "", resource, verbs: [verb] };
            const { steps, afterwards } = removal(objects, asked);
            const told = { objects, asked, steps };
            if (afterwards === "allowed") continue;
            expect({ told, allowed: allowedAnywhere(carryOut(objects, steps), asked, verb) }).toEqual({ told, allowed: false });
            for (const kept of steps) {
              const others = steps.filter((step) => step !== kept);
              expect({ told, kept, allowed: allowedAnywhere(carryOut(objects, others), asked, verb) }).toEqual({
                told,
                kept,
                allowed: true,
              });
            }
          }
    }),
    { seed, numRuns },
  );
});
