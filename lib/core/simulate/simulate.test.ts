import { describe, expect, test } from "vitest";
import type { KubernetesObject } from "../inventory/from-objects.ts";
import { hide } from "../inventory/hide.ts";
import { formatRight } from "../rbac/difference/right-words.ts";
import { formatSubject } from "../rbac/subject.ts";
import { binding, clusterBinding, clusterRole, inventoryOf, role, rule } from "../rbac/worlds.ts";
import { type PlannedObject, readDeletion } from "./planned.ts";
import { readObject } from "./read-object.ts";
import { simulate } from "./simulate.ts";

const options = { now: new Date("2026-11-27T10:00:00Z"), clusterIdentity: "u" };
const pods = (verbs: string) => rule(verbs, "", "pods");

function planned(value: object): PlannedObject {
  const read = readObject(value, "document 1");
  if (read.kind !== "planned") throw new Error(JSON.stringify(read));
  return read.object;
}

function deletion(text: string): PlannedObject {
  const read = readDeletion(text, "--delete 1");
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function run(world: readonly KubernetesObject[], plan: readonly PlannedObject[]) {
  const { objects, difference, risks } = simulate(inventoryOf(world), plan, options);
  return {
    fates: objects.map(({ fate, matters }) => (matters ? fate : `${fate}, no matter`)),
    changes: difference.subjects.flatMap(({ subject, changes }) =>
      changes.map(({ direction, rights }) => `${formatSubject(subject)} ${direction} ${rights.map(formatRight).join("; ")}`),
    ),
    risks: { new: risks.new.map(({ checkId }) => checkId), gone: risks.fixed.map(({ checkId }) => checkId) },
  };
}

describe("a change", () => {
  const reader = clusterRole("reader", [pods("get")]);
  const bound = clusterBinding("b", "reader", "User:jane");

  test("that adds a dangerous binding shows the gain and the risk", () => {
    const admin = clusterRole("boss", [rule("*", "*", "*")]);
    expect(run([reader, bound, admin], [planned(clusterBinding("c", "boss", "User:jane"))])).toMatchObject({
      fates: ["added"],
      changes: [
        "User jane gained every verb on every resource of every group except the core group; every verb on every resource of the core group except pods; every verb except get on pods",
      ],
      risks: { new: expect.arrayContaining(["rbac/cluster-admin-binding"]) },
    });
  });

  test("that deletes a binding takes away what nothing else gives", () => {
    const twice = clusterBinding("twice", "reader", "User:jane", "User:bob");
    expect(run([reader, bound, twice], [deletion("ClusterRoleBinding twice")])).toMatchObject({
      fates: ["deleted"],
      changes: ["User bob lost get on pods"],
    });
  });

  test("to the roleRef of a binding is refused, unless the binding is deleted too", () => {
    const other = clusterRole("other", [pods("list")]);
    const changed = planned(clusterBinding("b", "other", "User:jane"));
    expect(run([reader, other, bound], [changed])).toMatchObject({ fates: ["refused, no matter"], changes: [] });
    expect(run([reader, other, bound], [deletion("ClusterRoleBinding b"), changed])).toMatchObject({
      fates: ["replaced", "replaced"],
      changes: ["User jane gained list on pods", "User jane lost get on pods"],
    });
  });

  test("that changes nothing is said to", () => {
    const unused = role("shop", "unused", [pods("get")]);
    expect(run([reader, bound], [planned(bound), planned(unused), deletion("Role shop/gone")])).toMatchObject({
      fates: ["unchanged, no matter", "added, no matter", "absent, no matter"],
      changes: [],
    });
  });

  test("to a label moves rules into an aggregated role, and out of it", () => {
    const view = clusterRole("view", [pods("get")], {
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { up: "yes" } }] },
    });
    const labelled = (labels: object, verbs = "get") =>
      clusterRole("part", [pods(verbs)], { metadata: { name: "part", labels } });
    const world = [view, labelled({ up: "yes" }), clusterBinding("b", "view", "User:jane")];
    expect(run(world, [planned(labelled({}))])).toMatchObject({ fates: ["changed"], changes: ["User jane lost get on pods"] });
    expect(run(world, [planned(labelled({ up: "yes" }, "get,list"))])).toMatchObject({
      fates: ["changed"],
      changes: ["User jane gained list on pods"],
    });
    const another = clusterRole("another", [pods("watch")], { metadata: { name: "another", labels: { up: "yes" } } });
    expect(run(world, [planned(another), planned(view)])).toMatchObject({ changes: ["User jane gained watch on pods"] });
    expect(run(world, [deletion("ClusterRole part")])).toMatchObject({ changes: ["User jane lost get on pods"] });
  });

  test("leaves rules that the controller has not caught up with as they are stored", () => {
    const view = clusterRole("view", [pods("get"), pods("delete")], {
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { up: "yes" } }] },
    });
    const part = clusterRole("part", [pods("get")], { metadata: { name: "part", labels: { up: "yes" } } });
    const added = clusterRole("added", [pods("list")], { metadata: { name: "added", labels: { up: "yes" } } });
    const world = [view, part, clusterBinding("b", "view", "User:jane")];
    expect(run(world, [planned(added)]).changes).toEqual(["User jane gained list on pods"]);
  });

  test("to what was not seen is never said to add something", () => {
    const blind = hide(inventoryOf([reader]), "clusterrolebindings.rbac.authorization.k8s.io");
    const { objects, difference } = simulate(blind, [planned(bound)], options);
    expect(objects.map(({ fate }) => fate)).toEqual(["unseen"]);
    expect(difference.complete).toBe(false);
    expect(difference.subjects).toMatchObject([{ presence: "unsure", changes: [{ direction: "gained", certain: false }] }]);
  });

  test("gives a RoleBinding in another namespace to whom it names there alone", () => {
    expect(run([reader], [planned(binding("shop", "b", "ClusterRole reader", "ServiceAccount:web"))]).changes).toEqual([
      "ServiceAccount shop/web gained get on pods",
    ]);
  });
});
