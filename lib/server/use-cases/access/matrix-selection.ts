/** Which rows and columns of the matrix a reader's filter means. */
import type { z } from "zod";
import type { matrixColumnSchema } from "../../../contracts/access.ts";
import type { Column } from "../../../core/rbac/columns.ts";
import { selectRows } from "../../../core/rbac/matrix.ts";
import type { SubjectKind } from "../../../core/rbac/subject.ts";
import type { Access } from "./access-index.ts";

export interface MatrixFilter {
  readonly id: string;
  readonly q?: string;
  /** A part of a resource's name or group, in any case. */
  readonly resource?: string;
  readonly kind?: readonly SubjectKind[];
  readonly namespace?: readonly string[];
  readonly risky?: boolean;
  readonly defaults: "hide" | "show";
}

/** The numbers of the rows and columns that a reader's filter means. */
export interface Selection {
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

/** @returns the rows and columns of a filter. */
export function select(
  { matrix, namespaces }: Access,
  filter: MatrixFilter,
  hideDefaults = filter.defaults === "hide",
): Selection {
  const { kind: kinds, q: text, risky: onlyRisky } = filter;
  const places = filter.namespace?.filter((name) => namespaces === "all" || namespaces.has(name));
  const kept = (places ?? [undefined]).map((namespace) =>
    selectRows(matrix, { kinds, text, onlyRisky, hideDefaults, namespace }),
  );
  const rows = [...new Set(kept.flat())].sort((a, b) => a - b);
  const columns = matrix.columns.flatMap((column, number) =>
    (namespaces === "all" || column.namespaced === true) && isMeant(column, filter.resource) ? [number] : [],
  );
  return { rows, columns };
}

/** @returns whether a column's name or group holds the text. */
function isMeant({ group, resource }: Column, text = ""): boolean {
  return text === "" || `${resource}.${group}`.toLowerCase().includes(text.toLowerCase());
}

/** @returns a column as the API shows it. */
export function columnView(column: Column | undefined): z.infer<typeof matrixColumnSchema> | undefined {
  if (column === undefined) return undefined;
  const { group, resource, namespaced = true, discovered } = column;
  return { group, resource, namespaced, custom: group.includes(".") && !group.endsWith(".k8s.io"), discovered };
}
