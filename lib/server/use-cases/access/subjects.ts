/** The subjects of a scan, in windows. */
import type { SubjectItem, SubjectList } from "../../../contracts/access/subjects.ts";
import { compareText } from "../../../core/inventory/gap.ts";
import { type MatrixRow, selectRows } from "../../../core/rbac/matrix.ts";
import { identityOf, type SubjectKind } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { type Access, accessOf } from "./access-index.ts";
import { subjectView } from "./access-view.ts";
import { accountUsesOf, type SeenUse } from "./account-uses.ts";
import { dangersOf } from "./matrix-dangers.ts";

export interface SubjectListQuery {
  readonly id: string;
  readonly q?: string;
  readonly kind?: readonly SubjectKind[];
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
  readonly use: SeenUse | undefined;
}

export const listSubjects = defineUseCase<SubjectListQuery, SubjectList>("report:read", async (actor, query, services) => {
  const found = await accessOf(actor, query.id, services);
  if (!found.ok) return found;
  const access = found.value;
  const { namespace } = query;
  if (namespace !== undefined && access.namespaces !== "all" && !access.namespaces.has(namespace)) return refuse("notFound");
  const usedBy = await accountUsesOf(actor, access, services);
  const entriesOf = (hideDefaults: boolean): readonly Entry[] =>
    rowsOf(access, query, hideDefaults)
      .map((row) => ({ row, use: usedBy(row.subject) }))
      .filter((entry) => isUsedAs(entry, query.use));
  const all = entriesOf(false);
  const kept = query.defaults === "show" ? all : entriesOf(true);
  const gaps = Object.values(access.index.gaps).flat();
  return ok({
    offset: query.offset,
    total: kept.length,
    known: access.matrix.rows.length,
    risky: kept.filter(({ row }) => dangersOf(row, access).length > 0).length,
    hiddenDefaults: all.length - kept.length,
    items: inOrder(kept, query.sort)
      .slice(query.offset, query.offset + query.limit)
      .map((entry) => itemView(access, entry)),
    complete: gaps.length === 0,
    gaps,
  });
});

function rowsOf({ matrix }: Access, query: SubjectListQuery, hideDefaults: boolean): readonly MatrixRow[] {
  const { q: text, kind: kinds, namespace, risky: onlyRisky } = query;
  const numbers = selectRows(matrix, { text, kinds, namespace, onlyRisky, hideDefaults });
  return numbers.flatMap((number) => matrix.rows[number] ?? []);
}

function isUsedAs({ use }: Entry, wanted: SubjectListQuery["use"]): boolean {
  if (wanted === undefined) return true;
  if (use === undefined) return false;
  return wanted === "used" ? use.workloads.length > 0 : use.workloads.length === 0;
}

function inOrder(entries: readonly Entry[], sort: SubjectListQuery["sort"]): readonly Entry[] {
  if (sort === "danger") return entries;
  if (sort === "name") return entries.toSorted((a, b) => compareText(nameOf(a), nameOf(b)));
  return entries.toSorted((a, b) => (b.use?.pods ?? -1) - (a.use?.pods ?? -1) || compareText(nameOf(a), nameOf(b)));
}

function nameOf({ row: { subject } }: Entry): string {
  return subject.namespace === undefined ? subject.name : `${subject.namespace}/${subject.name}`;
}

function itemView(access: Access, { row, use }: Entry): SubjectItem {
  const grants = access.index.subjects.get(identityOf(row.subject));
  return {
    subject: subjectView(row.subject),
    dangerous: dangersOf(row, access).length,
    everywhere: grants?.cluster.length ?? 0,
    namespaces: row.namespaces.length,
    isDefault: row.isDefault,
    incomplete: !row.seenInFull,
    use: use && { workloads: use.workloads.length, pods: use.pods, nodes: use.nodes.length, complete: use.complete },
  };
}
