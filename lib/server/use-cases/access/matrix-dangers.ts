import { matrixVerbs } from "../../../core/rbac/cells.ts";
import { dangerOf, dangers } from "../../../core/rbac/dangers.ts";
import type { MatrixRow } from "../../../core/rbac/matrix.ts";
import type { Access } from "./access-index.ts";

const dangerous: ReadonlySet<string> = new Set(
  dangers.flatMap(({ requests }) =>
    requests.map(
      ({ verb, group, resource, subresource }) => `${verb} ${group}/${resource}${subresource ? `/${subresource}` : ""}`,
    ),
  ),
);

/** @returns whether a right to a resource, `pods` or `pods/exec`, leads further than it looks. */
export function isDangerous(verb: string, group: string, resource: string): boolean {
  return dangerous.has(`${verb} ${group}/${resource}`);
}

/** @returns for each verb of a column whether the right is a dangerous one. */
export function dangerMarks({ matrix }: Access, number: number): readonly boolean[] {
  const column = matrix.columns[number];
  return matrixVerbs.map((verb) => column !== undefined && isDangerous(verb, column.group, column.resource));
}

/** @returns the dangers of a row; those to the cluster as a whole are not for readers of some of its namespaces. */
export function dangersOf(row: MatrixRow, { namespaces }: Access): MatrixRow["dangers"] {
  return namespaces === "all" ? row.dangers : row.dangers.filter((id) => dangerOf(id).namespaced);
}
