import { matrixVerbs } from "../../../core/rbac/cells.ts";
import type { Column } from "../../../core/rbac/columns.ts";
import { consequenceOf, dangerOf } from "../../../core/rbac/dangers.ts";
import type { MatrixRow } from "../../../core/rbac/matrix.ts";
import type { Access } from "./access-index.ts";

/** @returns whether a right to a resource, `pods` or `pods/exec`, leads further than it looks in a cluster of this minor. */
export function isDangerous(
  verb: string,
  { group, resource: path }: Pick<Column, "group" | "resource">,
  minor?: string,
): boolean {
  const [resource = "", subresource] = path.split("/");
  return consequenceOf({ verb, group, resource, ...(subresource ? { subresource } : {}) }, minor) !== undefined;
}

/** @returns for each verb of a column whether the right is a dangerous one. */
export function dangerMarks({ matrix, minor }: Access, number: number): readonly boolean[] {
  const column = matrix.columns[number];
  return matrixVerbs.map((verb) => column !== undefined && isDangerous(verb, column, minor));
}

/** @returns the dangers of a row; those to the cluster as a whole are not for readers of some of its namespaces. */
export function dangersOf(row: MatrixRow, { namespaces }: Access): MatrixRow["dangers"] {
  return namespaces === "all" ? row.dangers : row.dangers.filter((id) => dangerOf(id).namespaced);
}
