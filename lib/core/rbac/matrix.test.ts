import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arbitraryRbac } from "./arbitrary-rbac.ts";
import { review } from "./can.ts";
import { matrixVerbs, readCell } from "./cells.ts";
import { explainCell } from "./explain.ts";
import { buildMatrix, type Matrix, matrixWindow, selectRows } from "./matrix.ts";
import { namespaceOfRequest } from "./scope.ts";
import { parseSubjectKey, userOfSubject } from "./subject.ts";
import { binding, clusterBinding, clusterRole, indexOf, role, rule } from "./worlds.ts";

/** @returns the strip of a cell: `get everywhere, list in 2`. */
function strip(matrix: Matrix, key: string, resource: string, group = "", namespace?: string): Record<string, string> {
  const column = matrix.columns.findIndex((candidate) => candidate.resource === resource && candidate.group === group);
  const row = matrix.rowByKey.get(key) ?? -1;
  const { rows } = matrixWindow(matrix, { rows: [row], columns: [column], namespace });
  const cells = Array.from(rows[0]?.cells[0] ?? [], readCell);
  return Object.fromEntries(
    matrixVerbs.flatMap((verb, place) => {
      const cell = cells[place];
      return cell === undefined || cell.state === "none"
        ? []
        : [[verb, cell.state === "namespaces" ? `in ${cell.count}` : cell.state]];
    }),
  );
}

const world = [
  clusterRole("reader", [rule("get,list", "", "secrets,nodes,namespaces")]),
  clusterRole("one", [rule("*", "", "configmaps", { resourceNames: ["one"] })]),
  clusterRole("scaler", [rule("patch", "apps", "*/scale"), rule("get", "apps", "deployments/scale")]),
  role("a", "local", [rule("create", "", "pods/exec")]),
  clusterBinding("b", "reader", "Group:security"),
  clusterBinding("c", "scaler", "Group:security"),
  binding("a", "x", "ClusterRole reader", "User:jane"),
  binding("b", "x", "ClusterRole reader", "User:jane"),
  binding("a", "y", "Role local", "User:jane", "ServiceAccount:ci/deployer"),
  binding("a", "z", "ClusterRole one", "User:named"),
];

describe("the matrix", () => {
  const matrix = buildMatrix(indexOf(world));

  test("tells everywhere from some namespaces, from some names, from none", () => {
    expect(strip(matrix, "Group:security", "secrets")).toEqual({ get: "everywhere", list: "everywhere" });
    expect(strip(matrix, "User:jane", "secrets")).toEqual({ get: "in 2", list: "in 2" });
    expect(strip(matrix, "User:jane", "secrets", "", "a")).toEqual({ get: "in 1", list: "in 1" });
    expect(strip(matrix, "User:jane", "pods/exec")).toEqual({ create: "in 1" });
    expect(Object.keys(strip(matrix, "User:named", "configmaps"))).toEqual([
      "get",
      "list",
      "watch",
      "create",
      "update",
      "patch",
      "delete",
    ]);
    expect(strip(matrix, "User:named", "configmaps").get).toBe("named");
    expect(strip(matrix, "Group:security", "deployments/scale", "apps")).toEqual({ get: "everywhere", patch: "everywhere" });
  });

  test("a RoleBinding gives nothing of what has no namespace, but its own Namespace", () => {
    expect(strip(matrix, "User:jane", "nodes")).toEqual({});
    expect(strip(matrix, "User:jane", "namespaces")).toEqual({ get: "in 2" });
  });

  test("sorts the most dangerous first, system:masters above all", () => {
    expect(matrix.rows.map((row) => row.key)).toEqual([
      "Group:system:masters",
      "User:jane",
      "Group:security",
      "ServiceAccount:ci/deployer",
      "User:named",
    ]);
    expect(matrix.rows[1]?.dangers).toEqual(["read-secrets", "enter-pods"]);
  });

  test("filters by kind, text, namespace and risk", () => {
    const keys = (filter: Parameters<typeof selectRows>[1]) =>
      selectRows(matrix, filter).map((number) => matrix.rows[number]?.key);
    expect(keys({ kinds: ["ServiceAccount"] })).toEqual(["ServiceAccount:ci/deployer"]);
    expect(keys({ text: "JANE" })).toEqual(["User:jane"]);
    expect(keys({ namespace: "b" })).toEqual(["Group:system:masters", "User:jane", "Group:security"]);
    expect(keys({ onlyRisky: true })).not.toContain("User:named");
    expect(keys({ hideDefaults: true })).not.toContain("Group:system:masters");
  });

  test("a named group gives its rights to those who are in it by being what they are", () => {
    const everybody = buildMatrix(indexOf([...world, clusterBinding("all", "reader", "Group:system:serviceaccounts:ci")]));
    expect(strip(everybody, "ServiceAccount:ci/deployer", "secrets")).toEqual({ get: "everywhere", list: "everywhere" });
  });
});

describe("what was not seen", () => {
  const resource = "rolebindings.rbac.authorization.k8s.io";
  const gaps = [{ resource, reason: "forbidden", namespace: "dark" }] as const;
  const matrix = buildMatrix(indexOf(world, { coverage: { [resource]: { state: "partial", gaps } } }));

  test("is unknown where a RoleBinding could give it", () => {
    expect(strip(matrix, "Group:security", "pods").get).toBe("unknown");
    expect(strip(matrix, "Group:security", "secrets").get).toBe("everywhere");
    expect(strip(matrix, "Group:security", "persistentvolumes")).toEqual({});
    expect(strip(matrix, "Group:security", "pods", "", "a")).toEqual({});
    expect(matrix.rows.every((row) => !row.seenInFull)).toBe(true);
  });

  test("makes only those rows unknown whose role it hides", () => {
    const roles = "roles.rbac.authorization.k8s.io";
    const hidden = { [roles]: { state: "unseen", gaps: [{ resource: roles, reason: "forbidden" }] } } as const;
    const partly = buildMatrix(indexOf(world, { coverage: hidden }));
    expect(strip(partly, "ServiceAccount:ci/deployer", "pods").get).toBe("unknown");
    expect(strip(partly, "User:named", "pods")).toEqual({});
  });
});

describe("an explanation", () => {
  const index = indexOf(world);
  const jane = { kind: "User", name: "jane" } as const;

  test("names every chain and says what it means", () => {
    const [get] = explainCell(index, { subject: jane, group: "", resource: "secrets", verbs: ["get"] });
    expect(get).toMatchObject({
      state: "namespaces",
      namespaces: ["a", "b"],
      meaning: "May get secrets in 2 namespaces, and so read the values of Secrets.",
    });
    expect(get?.chains).toHaveLength(2);
  });

  test("names the objects to which a right is limited", () => {
    const [get] = explainCell(index, {
      subject: { kind: "User", name: "named" },
      group: "",
      resource: "configmaps",
      verbs: ["get"],
    });
    expect(get).toMatchObject({ state: "named", names: ["one"], meaning: "May get configmaps only for the object named one." });
  });
});

const seed = Number(process.env.SEED ?? 20261123);
const numRuns = Number(process.env.CASES ?? 50);

test(`every cell agrees with the questions that it stands for, seed ${seed}`, { timeout: 10_000 + numRuns * 200 }, () => {
  fc.assert(
    fc.property(arbitraryRbac, (objects) => {
      const matrix = buildMatrix(indexOf(objects));
      for (const [number, row] of matrix.rows.entries())
        for (const [place, column] of matrix.columns.entries()) {
          const { group, resource } = column;
          const explained = explainCell(matrix.index, { subject: row.subject, group, resource });
          for (const [offset, verb] of matrixVerbs.entries()) {
            const cell = readCell(matrix.cells(number)[place * matrixVerbs.length + offset] ?? 0);
            const wanted = expected(matrix, row.key, column, verb);
            const agrees = cell.state === wanted.state && cell.count === wanted.count && explained[offset]?.state === cell.state;
            if (!agrees) expect({ row: row.key, column, verb, cell, explained: explained[offset]?.state }).toEqual(wanted);
          }
        }
    }),
    { seed, numRuns },
  );
});

/** @returns what a cell must be, by asking the engine one question at a time. */
function expected({ index }: Matrix, key: string, column: Matrix["columns"][number], verb: string) {
  const subject = parseSubjectKey(key);
  if (subject === undefined) throw new Error(key);
  const [resource = "", subresource] = column.resource.split("/");
  const user = userOfSubject(subject);
  const ask = (namespace: string, name?: string) => {
    const attributes = { verb, group: column.group, resource, subresource, name };
    const chains = review(index, {
      user,
      namespace: namespaceOfRequest(index.discovery, attributes, namespace),
      attributes,
    }).because;
    return {
      anywhere: chains.length > 0,
      cluster: chains.some(({ scope }) => scope === "cluster"),
      inside: chains.some(({ scope }) => scope !== "cluster"),
    };
  };
  if (ask("").anywhere) return { state: "everywhere", count: 0 };
  const isNamespace = resource === "namespaces" && column.group === "";
  const itself = isNamespace && ["get", "update", "patch", "delete"].includes(verb);
  const count = ["n1", "n2"].filter((namespace) => ask(namespace, itself ? namespace : undefined).inside).length;
  if (count > 0) return { state: "namespaces", count };
  const named = ["n1", "n2", "x"].some(
    (name) => ask("", name).cluster || (!isNamespace && ["n1", "n2"].some((namespace) => ask(namespace, name).inside)),
  );
  return { state: named && verb !== "deletecollection" ? "named" : "none", count: 0 };
}
