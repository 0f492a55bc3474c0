/**
 * Subjects by resources and verbs. Rows carry what they are sorted and filtered by; their cells are computed when a window
 * asks for them, and kept. By RBAC alone.
 */
import { compareText } from "../inventory/gap.ts";
import type { ResourceAttributes } from "./attributes.ts";
import { gapsOfAnswer } from "./can.ts";
import { type ColumnFinder, cellCode, createColumnFinder, maskOf, matrixVerbs, type RoleMask, verbCount } from "./cells.ts";
import { type Column, columnsOf } from "./columns.ts";
import { type DangerId, dangers } from "./dangers.ts";
import { type Defaults, defaultsOf } from "./defaults.ts";
import { ruleAllows } from "./predicates.ts";
import type { BindingEntry, Grant, RbacIndex, RoleEntry, SubjectGrants } from "./rbac-index.ts";
import { actsOnNamespace } from "./scope.ts";
import { identityOf, mastersGroup, type SubjectKind, type SubjectRef, subjectKey, userOfSubject } from "./subject.ts";

export interface MatrixRow {
  readonly subject: SubjectRef;
  readonly key: string;
  /** Which dangerous rights it holds anywhere, its implicit groups included, in the order of `dangers`. */
  readonly dangers: readonly DangerId[];
  /** Some of its bindings or roles may not have been seen: cells without a right are then unknown. */
  readonly seenInFull: boolean;
  /** Kubernetes itself created everything that it holds by name. */
  readonly isDefault: boolean;
  /** The namespaces in which it holds something, sorted. */
  readonly namespaces: readonly string[];
}

export interface Matrix {
  readonly index: RbacIndex;
  readonly columns: readonly Column[];
  /** The subjects that bindings name, and system:masters: most dangerous first, then by name. */
  readonly rows: readonly MatrixRow[];
  readonly rowByKey: ReadonlyMap<string, number>;
  /** @returns the cells of a row, eight for each column; with a namespace, what holds inside it. */
  cells(row: number, namespace?: string): Uint16Array;
}

export interface MatrixOptions {
  readonly minor?: string | undefined;
}

const keptRows = 1024;

/** @returns the matrix of an index. Its rows are ready; cells are computed on demand. */
export function buildMatrix(index: RbacIndex, { minor }: MatrixOptions = {}): Matrix {
  const columns = columnsOf(index);
  const rows = buildRows(index, defaultsOf(minor));
  const masks = createMasks(createColumnFinder(columns));
  const kept = new Map<string, Uint16Array>();
  return {
    index,
    columns,
    rows,
    rowByKey: new Map(rows.map((row, number) => [row.key, number])),
    cells(number, namespace) {
      const row = rows[number];
      if (row === undefined) throw new RangeError(`the matrix has no row ${number}`);
      const key = `${number} ${namespace ?? ""}`;
      const cells = kept.get(key) ?? computeCells({ index, columns, masks, row, namespace });
      kept.delete(key);
      kept.set(key, cells);
      if (kept.size > keptRows) kept.delete(kept.keys().next().value as string);
      return cells;
    },
  };
}

/** @returns the grants of a subject and of the groups that it is in by being what it is. */
function grantsOf(index: RbacIndex, subject: SubjectRef): readonly SubjectGrants[] {
  const { name, groups } = userOfSubject(subject);
  const identities = [
    ...(name === "" ? [] : [identityOf({ kind: "User", name })]),
    ...groups.map((group) => identityOf({ kind: "Group", name: group })),
  ];
  return identities.flatMap((identity) => index.subjects.get(identity) ?? []);
}

function buildRows(index: RbacIndex, defaults: Defaults): readonly MatrixRow[] {
  const roleDangers = createDangerTable();
  const masters: SubjectRef = { kind: "Group", name: mastersGroup };
  const subjects = [...index.subjects.values()].map((grants) => grants.subject);
  if (!index.subjects.has(identityOf(masters))) subjects.push(masters);
  const isDefault = memo(
    (binding: BindingEntry) =>
      defaults.isDefaultBinding(binding) && !(binding.role && defaults.addedRules(binding.role).length > 0),
  );
  const rows = subjects.map((subject): MatrixRow => {
    const own = index.subjects.get(identityOf(subject));
    const grants = grantsOf(index, subject);
    const unresolved = grants.flatMap(allGrants).some(({ binding }) => binding.missing === "unseen" || binding.role?.partial);
    return {
      subject,
      key: subjectKey(subject),
      dangers: isMasters(subject) ? dangers.map(({ id }) => id) : dangersOf(grants, roleDangers),
      seenInFull: !unresolved && index.gaps.clusterRoleBindings.length === 0 && index.gaps.roleBindings.length === 0,
      isDefault: own === undefined || allGrants(own).every(({ binding }) => isDefault(binding)),
      namespaces: [...(own?.namespaces.keys() ?? [])].sort(compareText),
    };
  });
  return rows.sort((a, b) => b.dangers.length - a.dangers.length || compareText(a.key, b.key));
}

function isMasters(subject: SubjectRef): boolean {
  return subject.kind === "Group" && subject.name === mastersGroup;
}

function allGrants({ cluster, namespaces }: SubjectGrants): readonly Grant[] {
  return [...cluster, ...[...namespaces.values()].flat()];
}

function memo<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}

/** Bit n stands for danger n. */
function createDangerTable(): (role: RoleEntry) => number {
  const allows = (role: RoleEntry, requests: readonly ResourceAttributes[]) =>
    role.rules.some((rule) => requests.some((request) => ruleAllows(request, rule)));
  return memo((role: RoleEntry) =>
    dangers.reduce((bits, { requests }, place) => (allows(role, requests) ? bits | (1 << place) : bits), 0),
  );
}

const namespacedDangers = dangers.reduce((bits, { namespaced }, place) => (namespaced ? bits | (1 << place) : bits), 0);

function dangersOf(grants: readonly SubjectGrants[], table: (role: RoleEntry) => number): readonly DangerId[] {
  let bits = 0;
  for (const { cluster, namespaces } of grants) {
    for (const { binding } of cluster) if (binding.role) bits |= table(binding.role);
    for (const inNamespace of namespaces.values())
      for (const { binding } of inNamespace) if (binding.role) bits |= table(binding.role) & namespacedDangers;
  }
  return dangers.filter((_, place) => bits & (1 << place)).map(({ id }) => id);
}

function createMasks(finder: ColumnFinder): (role: RoleEntry) => RoleMask {
  return memo((role: RoleEntry) => maskOf(role, finder));
}

interface CellRequest {
  readonly index: RbacIndex;
  readonly columns: readonly Column[];
  readonly masks: (role: RoleEntry) => RoleMask;
  readonly row: MatrixRow;
  readonly namespace: string | undefined;
}

function computeCells(request: CellRequest): Uint16Array {
  const { index, columns, masks, row, namespace } = request;
  const cells = new Uint16Array(columns.length * verbCount);
  if (isMasters(row.subject)) return cells.fill(everywhereCode);
  const grants = grantsOf(index, row.subject);
  const clusterGrants = grants.flatMap(({ cluster }) => cluster);
  const everywhere = union(columns.length, clusterGrants, masks);
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
  for (const place of placesOf(grants, namespace)) {
    const list = grants.flatMap(({ namespaces }) => namespaces.get(place) ?? []);
    const bits = union(columns.length, list, masks);
    for (const [number, column] of columns.entries()) {
      const found = bits[number] ?? 0;
      if (found === 0) continue;
      const reached = bitsInside(column, found, list, place);
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

function union(size: number, grants: readonly Grant[], masks: (role: RoleEntry) => RoleMask): Uint16Array {
  const bits = new Uint16Array(size);
  for (const { binding } of grants) {
    if (binding.role === undefined) continue;
    const mask = masks(binding.role);
    for (let number = 0; number < size; number++) bits[number] = (bits[number] ?? 0) | (mask[number] ?? 0);
  }
  return bits;
}

/** @returns in which columns a right may stand that was not seen. */
function unknownColumns(
  index: RbacIndex,
  grants: readonly SubjectGrants[],
  namespace: string | undefined,
): (column: Column) => boolean {
  const unresolved = (list: readonly Grant[]) =>
    list.filter(({ binding }) => binding.missing === "unseen" || binding.role?.partial).map(({ binding }) => binding);
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

export interface RowFilter {
  readonly kinds?: readonly SubjectKind[];
  /** Keeps subjects that hold something in the namespace or everywhere, and service accounts that live in it. */
  readonly namespace?: string;
  /** A part of the name or namespace, in any case. */
  readonly text?: string;
  readonly onlyRisky?: boolean;
  readonly hideDefaults?: boolean;
}

/** @returns the numbers of the rows that a filter keeps, in their order. */
export function selectRows(matrix: Matrix, filter: RowFilter = {}): readonly number[] {
  const text = filter.text?.toLowerCase() ?? "";
  const keeps = ({ subject, key, dangers: held, isDefault, namespaces }: MatrixRow): boolean =>
    (filter.kinds === undefined || filter.kinds.includes(subject.kind)) &&
    (!filter.onlyRisky || held.length > 0) &&
    (!filter.hideDefaults || !isDefault) &&
    key.toLowerCase().includes(text) &&
    (filter.namespace === undefined ||
      subject.namespace === filter.namespace ||
      namespaces.includes(filter.namespace) ||
      hasClusterGrants(matrix, subject));
  return matrix.rows.flatMap((row, number) => (keeps(row) ? [number] : []));
}

function hasClusterGrants({ index }: Matrix, subject: SubjectRef): boolean {
  return isMasters(subject) || (index.subjects.get(identityOf(subject))?.cluster.length ?? 0) > 0;
}

export interface MatrixWindow {
  readonly rows: readonly { readonly row: MatrixRow; readonly cells: readonly (readonly number[])[] }[];
  readonly columns: readonly Column[];
}

/** @returns the cells of some rows and columns, by their numbers: for each row, for each column, eight codes for `readCell`. */
export function matrixWindow(
  matrix: Matrix,
  { rows, columns, namespace }: { rows: readonly number[]; columns: readonly number[]; namespace?: string },
): MatrixWindow {
  return {
    columns: columns.flatMap((number) => matrix.columns[number] ?? []),
    rows: rows.flatMap((number) => {
      const row = matrix.rows[number];
      if (row === undefined) return [];
      const cells = matrix.cells(number, namespace);
      return [
        {
          row,
          cells: columns
            .filter((column) => column in matrix.columns)
            .map((column) => [...cells.subarray(column * verbCount, (column + 1) * verbCount)]),
        },
      ];
    }),
  };
}
