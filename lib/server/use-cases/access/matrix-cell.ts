/** The proof behind a cell of the matrix: each verb with every chain that gives it. */
import type { MatrixCell } from "../../../contracts/access.ts";
import { explainCell } from "../../../core/rbac/explain.ts";
import { removalOf } from "../../../core/rbac/removal.ts";
import type { SubjectKind, SubjectRef } from "../../../core/rbac/subject.ts";
import { ok } from "../../../core/result.ts";
import { defineUseCase, refuse } from "../outcome.ts";
import { accessOf } from "./access-index.ts";
import { chainView, removalView, subjectView } from "./access-view.ts";
import { accountUse } from "./account-use.ts";
import { isDangerous } from "./matrix-dangers.ts";

export interface CellQuery {
  readonly id: string;
  readonly subjectKind: SubjectKind;
  readonly subject: string;
  readonly subjectNamespace?: string;
  readonly group: string;
  readonly resource: string;
  /** Only what holds in it. */
  readonly namespace?: string;
}

export const getMatrixCell = defineUseCase<CellQuery, MatrixCell>("report:read", async (actor, query, services) => {
  const found = await accessOf(actor, query.id, services);
  if (!found.ok) return found;
  const { index, matrix, namespaces } = found.value;
  const { group, resource, namespace } = query;
  if (namespace !== undefined && namespaces !== "all" && !namespaces.has(namespace)) return refuse("notFound");
  const column = matrix.columns.find((candidate) => candidate.group === group && candidate.resource === resource);
  if (column === undefined || (namespaces !== "all" && column.namespaced !== true)) return refuse("notFound");
  const subject: SubjectRef = { kind: query.subjectKind, name: query.subject, namespace: query.subjectNamespace };
  const question = { subject, group, resource, ...(namespace === undefined ? {} : { namespace }) };
  const explained = explainCell(index, question);
  const gaps = Object.values(index.gaps).flat();
  const held = explained.filter(({ state }) => state !== "none");
  return ok({
    subject: subjectView(subject),
    group,
    resource,
    verbs: explained.map(({ verb, state, namespaces: places, names, chains }) => ({
      verb,
      reach: state,
      dangerous: (state === "everywhere" || state === "namespaces") && isDangerous(verb, column, index.minor),
      namespaces: [...places],
      names: [...names],
      chains: chains.map((chain) => chainView(chain, subject)),
    })),
    meaning: held.map(({ meaning }) => meaning),
    complete: gaps.length === 0,
    gaps,
    removal: removalView(removalOf(matrix, question, explained)),
    usedBy: await accountUse(actor, { scanId: query.id, subject, namespaces }, services),
  });
});
