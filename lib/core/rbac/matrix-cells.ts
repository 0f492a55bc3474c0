/** Computes the cells of one row of the matrix. */

import { gapsOfAnswer } from "./can.ts";
import { cellCode, matrixVerbs, type RoleMask, verbCount } from "./cells.ts";
import type { Column } from "./columns.ts";
import { grantsOfSubject, grantsWithout, isMasters, isUnresolved } from "./grants.ts";
import type { MatrixRow } from "./matrix-rows.ts";
import { ruleAllows } from "./predicates.ts";
import type { BindingEntry, Grant, RbacIndex, RoleEntry, SubjectGrants } from "./rbac-index.ts";
import { actsOnNamespace } from "./scope.ts";

export interface CellRequest {
  readonly index: RbacIndex;
  readonly columns: readonly Column[];
  readonly masks: (role: RoleEntry) => RoleMask;
  readonly row: MatrixRow;
  readonly namespace: string | undefined;
  /** Bindings that are taken as if they were not there. */
  readonly without?: ReadonlySet<BindingEntry>;
}

/** @returns the cells of a row, eight for each column. */
export function computeCells(request: CellRequest): Uint16Array {
  const { index, columns, masks, row, namespace, without } = request;
  const cells = new Uint16Array(columns.length * verbCount);
  if (isMasters(row.subject)) return cells.fill(everywhereCode);
  const found = grantsOfSubject(index, row.subject);
  const grants = without === undefined ? found : found.map((held) => grantsWithout(held, without));
  const clusterGrants = grants.flatMap(({ cluster }) => cluster);
  const everywhere = new Uint16Array(columns.length);
  addUp(everywhere, clusterGrants, masks);
  const inside = countInside(request, grants);
  const unknown = unknownColumns(index, grants, namespace);
  for (const [number, column] of columns.entries()) {
    const absent = unknown(column) ? unknownCode : noneCode;
    const wide = everywhere[number] ?? 0;
    const named = (wide | (inside.named[number] ?? 0)) >> verbCount;
    for (let verb = 0; verb < verbCount; verb++) {
      const place = number * verbCount + verb;
      const count = inside.counts[place] ?? 0;
      const bit = 1 << verb;
      cells[place] = wide & bit ? everywhereCode : count > 0 ? cellCode("namespaces", count) : named & bit ? namedCode : absent;
    }
  }
  return cells;
}

const everywhereCode = cellCode("everywhere");
const namedCode = cellCode("named");
const noneCode = cellCode("none");
const unknownCode = cellCode("unknown");

interface Inside {
  /** For each column and verb the number of namespaces in which a RoleBinding gives it. */
  readonly counts: Uint16Array;
  /** For each column the verbs that a RoleBinding gives for some names, in the high bits. */
  readonly named: Uint16Array;
}

function countInside({ columns, masks, namespace }: CellRequest, grants: readonly SubjectGrants[]): Inside {
  const counts = new Uint16Array(columns.length * verbCount);
  const named = new Uint16Array(columns.length);
  const bits = new Uint16Array(columns.length);
  for (const place of placesOf(grants, namespace)) {
    const list = grants.flatMap(({ namespaces }) => namespaces.get(place) ?? []);
    for (const number of addUp(bits, list, masks)) {
      const reached = bitsInside(columns[number] as Column, bits[number] ?? 0, list, place);
      bits[number] = 0;
      named[number] = (named[number] ?? 0) | (reached & 0xff00);
      for (let verb = 0; verb < verbCount; verb++)
        if (reached & (1 << verb)) counts[number * verbCount + verb] = (counts[number * verbCount + verb] ?? 0) + 1;
    }
  }
  return { counts, named };
}

/** What RoleBindings in a namespace give of what their roles say: nothing of a cluster-scoped resource, except their own Namespace. */
function bitsInside(column: Column, bits: number, grants: readonly Grant[], namespace: string): number {
  if (column.namespaced !== false) return bits;
  if (!isNamespaceColumn(column)) return 0;
  const [resource = "", subresource] = column.resource.split("/");
  const allows = (verb: string) =>
    actsOnNamespace.has(verb) &&
    grants.some(({ binding }) =>
      binding.role?.rules.some((rule) => ruleAllows({ verb, group: "", resource, subresource, name: namespace }, rule)),
    );
  return matrixVerbs.reduce((reached, verb, place) => (allows(verb) ? reached | (1 << place) : reached), 0);
}

function isNamespaceColumn({ group, resource }: Column): boolean {
  return group === "" && resource.split("/")[0] === "namespaces";
}

function placesOf(grants: readonly SubjectGrants[], namespace: string | undefined): Iterable<string> {
  return namespace === undefined ? new Set(grants.flatMap(({ namespaces }) => [...namespaces.keys()])) : [namespace];
}

/** Adds what grants give to `bits`. @returns the columns in which that is something, each once where `bits` was empty. */
function addUp(bits: Uint16Array, grants: readonly Grant[], masks: (role: RoleEntry) => RoleMask): readonly number[] {
  const touched: number[] = [];
  for (const { binding } of grants) {
    if (binding.role === undefined) continue;
    const mask = masks(binding.role);
    for (let place = 0; place < mask.columns.length; place++) {
      const number = mask.columns[place] as number;
      if (bits[number] === 0) touched.push(number);
      bits[number] = (bits[number] ?? 0) | (mask.bits[place] ?? 0);
    }
  }
  return touched;
}

/** @returns in which columns a right may stand that was not seen. */
function unknownColumns(
  index: RbacIndex,
  grants: readonly SubjectGrants[],
  namespace: string | undefined,
): (column: Column) => boolean {
  const unresolved = (list: readonly Grant[]) => list.filter(isUnresolved).map(({ binding }) => binding);
  const ofCluster = gapsOfAnswer(index.gaps, "", unresolved(grants.flatMap(({ cluster }) => cluster))).length > 0;
  const inside = grants.flatMap(({ namespaces }) =>
    namespace === undefined ? [...namespaces.values()].flat() : (namespaces.get(namespace) ?? []),
  );
  const hidden =
    namespace === undefined
      ? index.gaps.roleBindings.length > 0
      : gapsOfAnswer({ ...index.gaps, clusterRoleBindings: [] }, namespace, []).length > 0;
  const ofNamespaces = ofCluster || hidden || unresolved(inside).length > 0;
  return (column) => (column.namespaced === false && !isNamespaceColumn(column) ? ofCluster : ofNamespaces);
}
