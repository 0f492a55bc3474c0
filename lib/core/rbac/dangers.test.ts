import { expect, test } from "vitest";
import { consequenceOf } from "./dangers.ts";
import { diffAccess } from "./difference/difference.ts";
import { explainCell } from "./explain.ts";
import { subjectGraph } from "./lookup/binding-graph.ts";
import { buildMatrix } from "./matrix.ts";
import { buildRbacIndex } from "./rbac-index.ts";
import { createRoleJudge } from "./review/capabilities.ts";
import { listRights } from "./rights/list-rights.ts";
import { dangersOfPlaces } from "./rights/right-dangers.ts";
import { clusterBinding, clusterRole, inventoryOf, rule } from "./worlds.ts";

const jane = { kind: "User", name: "jane" } as const;
const getsExec = [clusterRole("entry", [rule("get", "", "pods/exec")]), clusterBinding("entry", "entry", "User:jane")];

function indexAt(minor: string | undefined, objects = getsExec) {
  const cluster = { ...(minor !== undefined && { minor }), discovery: { resources: [], gaps: [] } };
  return buildRbacIndex(inventoryOf(objects, { cluster }));
}

/** What every part that tells of dangers says about jane. */
function toldOf(minor: string | undefined) {
  const index = indexAt(minor);
  const { rows } = buildMatrix(index, { minor });
  const [gained] = diffAccess(indexAt(minor, []), index).subjects;
  return {
    matrix: rows.find(({ subject }) => subject.name === "jane")?.dangers,
    rights: dangersOfPlaces(listRights(index, { user: "jane" }).places, minor).map(({ id }) => id),
    review: index.bindings.flatMap((binding) => createRoleJudge(index).dangersOf(binding)),
    gained: gained?.changes.flatMap(({ dangers }) => dangers),
    risky: subjectGraph(index, jane).nodes.some(({ state }) => state === "risky"),
    leadsFurther: explainCell(index, { subject: jane, group: "", resource: "pods/exec" }).some(({ meaning }) =>
      meaning.includes("and so"),
    ),
  };
}

test.each([undefined, "1.24", "1.34"])("getting pods/exec enters pods in Kubernetes %s", (minor) => {
  const entered = ["enter-pods"];
  expect(toldOf(minor)).toEqual({
    ...{ matrix: entered, rights: entered, review: entered, gained: entered, risky: true, leadsFurther: true },
  });
});

test.each(["1.35", "1.37"])("getting pods/exec alone enters no pod in Kubernetes %s", (minor) => {
  expect(toldOf(minor)).toEqual({ matrix: [], rights: [], review: [], gained: [], risky: false, leadsFurther: false });
});

test("creating pods/exec enters pods in every minor", () => {
  const exec = { verb: "create", group: "", resource: "pods", subresource: "exec" };
  for (const minor of [undefined, "1.34", "1.37"])
    expect(consequenceOf(exec, minor)).toBe("run code in pods that others started");
});
