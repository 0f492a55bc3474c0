/** The subjects of a scan, in windows: whom bindings name, and service accounts that none names. */
import type { SubjectItem, SubjectList } from "../../../contracts/access/subjects.ts";
import type { ClassifiedSubject, SubjectClass } from "../../../core/authentication/subject-class.ts";
import { compareText } from "../../../core/inventory/gap.ts";
import { defaultsOf } from "../../../core/rbac/defaults.ts";
import { createRowFilter } from "../../../core/rbac/matrix.ts";
import { byDanger, createRowMaker, type MatrixRow } from "../../../core/rbac/matrix-rows.ts";
import { identityOf, type SubjectKind, type SubjectRef } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { type Access, accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";
import { accountUsesOf, type SeenAccounts, type SeenUse } from "./account-uses.ts";
import { dangersOf } from "./matrix-dangers.ts";
import { classifierOf } from "./subject-classes.ts";

export interface SubjectListQuery {
  readonly id: string;
  readonly q?: string;
  readonly kind?: readonly SubjectKind[];
  readonly class?: readonly (SubjectClass | "cloud")[];
  readonly bound: "all" | "bound" | "unbound";
  readonly namespace?: string;
  readonly risky?: boolean;
  readonly use?: "used" | "unused";
  readonly defaults: "hide" | "show";
  readonly sort: "danger" | "name" | "use";
  readonly offset: number;
  readonly limit: number;
}

interface Entry {
  readonly row: MatrixRow;
  readonly bound: boolean;
  readonly use: SeenUse | undefined;
  readonly classified: ClassifiedSubject;
}

export const listSubjects = defineUseCase<SubjectListQuery, SubjectList>("report:read", async (actor, query, services) => {
  const found = await accessOf(actor, query.id, services);
  if (!found.ok) return found;
  const access = found.value;
  const { namespace } = query;
  if (namespace !== undefined && access.namespaces !== "all" && !access.namespaces.has(namespace)) return refuse("notFound");
  const accounts = await accountUsesOf(actor, access, services);
  const classify = await classifierOf(actor, access, services);
  const unbound = unboundRows(access, accounts);
  const entry = (row: MatrixRow, bound: boolean): Entry => ({
    ...{ row, bound },
    use: accounts.of(row.subject),
    classified: classify(row.subject),
  });
  const entries = [...access.matrix.rows.map((row) => entry(row, true)), ...unbound.map((row) => entry(row, false))];
  const all = entries.filter(createFilter(access, query));
  const kept = query.defaults === "show" ? all : all.filter(({ row }) => !row.isDefault);
  // An account that was not seen can only be missing among those that no binding names.
  const gaps = [...Object.values(access.index.gaps).flat(), ...(query.bound === "bound" ? [] : accounts.gaps)];
  return ok({
    offset: query.offset,
    total: kept.length,
    known: access.matrix.rows.length,
    unbound: unbound.length,
    risky: kept.filter(({ row }) => dangersOf(row, access).length > 0).length,
    hiddenDefaults: all.length - kept.length,
    items: inOrder(kept, query.sort)
      .slice(query.offset, query.offset + query.limit)
      .map((one) => itemView(access, one)),
    complete: gaps.length === 0,
    gaps,
  });
});

/** They hold what every service account does. Kubernetes makes one of the name `default` in each namespace. */
function unboundRows({ index, minor }: Access, { accounts }: SeenAccounts): readonly MatrixRow[] {
  const rowOf = createRowMaker(index, defaultsOf(minor));
  return accounts
    .filter((account) => !index.subjects.has(identityOf(account)))
    .map((account) => ({ ...rowOf(account), isDefault: account.name === "default" }));
}

function createFilter({ matrix }: Access, query: SubjectListQuery): (entry: Entry) => boolean {
  const { q: text, kind: kinds, namespace, risky: onlyRisky, class: classes, bound } = query;
  const keeps = createRowFilter(matrix, { text, kinds, namespace, onlyRisky });
  return (entry) =>
    keeps(entry.row) &&
    (bound === "all" || entry.bound === (bound === "bound")) &&
    (classes === undefined ||
      classes.includes(entry.classified.class) ||
      (classes.includes("cloud") && cloudOf(entry) !== undefined)) &&
    isUsedAs(entry, query.use);
}

/** @returns the identity of a cloud that a subject is, or that its account has. */
function cloudOf({ row: { subject }, use, classified }: Pick<Entry, "row" | "use" | "classified">): string | undefined {
  return use?.cloud ?? (classified.cloud ? subject.name : undefined);
}

function isUsedAs({ use }: Entry, wanted: SubjectListQuery["use"]): boolean {
  if (wanted === undefined) return true;
  if (use === undefined) return false;
  return wanted === "used" ? use.workloads.length > 0 : use.workloads.length === 0;
}

function inOrder(entries: readonly Entry[], sort: SubjectListQuery["sort"]): readonly Entry[] {
  if (sort === "danger") return entries.toSorted((a, b) => byDanger(a.row, b.row));
  if (sort === "name") return entries.toSorted((a, b) => compareText(nameOf(a.row.subject), nameOf(b.row.subject)));
  return entries.toSorted(
    (a, b) => (b.use?.pods ?? -1) - (a.use?.pods ?? -1) || compareText(nameOf(a.row.subject), nameOf(b.row.subject)),
  );
}

function nameOf({ namespace, name }: SubjectRef): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function itemView(access: Access, entry: Entry): SubjectItem {
  const { row, bound, use, classified } = entry;
  const grants = access.index.subjects.get(identityOf(row.subject));
  const cloud = cloudOf(entry);
  return {
    subject: subjectView(row.subject),
    class: classified.class,
    classReason: classified.reason,
    ...(cloud !== undefined && { cloud }),
    bound,
    dangerous: dangersOf(row, access).length,
    everywhere: grants?.cluster.length ?? 0,
    namespaces: row.namespaces.length,
    isDefault: row.isDefault,
    incomplete: !row.seenInFull,
    use: use && { workloads: use.workloads.length, pods: use.pods, nodes: use.nodes.length, complete: use.complete },
  };
}
