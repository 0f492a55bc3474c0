/** Who gained or lost what between two scans: a record for each change of each subject, and what was not seen of either side. */
import { formatGap, uniqueGaps } from "../../core/inventory/gap-words.ts";
import { formatName } from "../../core/rbac/chain.ts";
import type { AccessChange, AccessDifference, SubjectDifference } from "../../core/rbac/difference/difference.ts";
import { formatRight } from "../../core/rbac/difference/right-words.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { jsonObject, type Part } from "./json.ts";

export interface AccessChangesContent {
  readonly exportedAt: string;
  readonly version: string;
  readonly cluster: string;
  readonly before: { readonly scanId: string; readonly number: number; readonly at: string };
  readonly after: { readonly scanId: string; readonly number: number; readonly at: string };
  readonly difference: AccessDifference;
}

interface Line {
  /** change, subject (that appears or disappears without a right), gap or coverage */
  readonly record: string;
  readonly of?: SubjectDifference;
  readonly change?: AccessChange;
  readonly note?: string;
}

const columns: Columns<Line> = {
  record: ({ record }) => record,
  subject_kind: ({ of }) => of?.subject.kind,
  subject_namespace: ({ of }) => of?.subject.namespace,
  subject: ({ of }) => of?.subject.name,
  presence: ({ of }) => of?.presence,
  change: ({ change }) => change?.direction,
  certain: ({ change }) => change?.certain,
  scope: ({ change }) => change && [change.scope].flat().join(" "),
  no_change_in: ({ change }) => change?.held.map(({ namespace }) => namespace).join(" "),
  rights: ({ change }) => change?.rights.map(formatRight).join("; "),
  at_most: ({ change }) => change?.atMost,
  dangerous: ({ change }) => change?.dangers.join(" "),
  because: ({ change }) => change?.causes.map((cause) => `${formatName(cause)} ${cause.change}`).join("; "),
  note: ({ note }) => note,
};

const batch = 200;

/** @returns the table; what was not seen stands in its last records. */
export async function* accessChangesCsv({ difference }: AccessChangesContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  const { subjects, gaps, complete } = difference;
  for (let from = 0; from < subjects.length; from += batch)
    yield csvRows(columns, subjects.slice(from, from + batch).flatMap(linesOf));
  const sides = [
    ...uniqueGaps(gaps.before).map((gap) => `before: ${formatGap(gap)}`),
    ...uniqueGaps(gaps.after).map((gap) => `after: ${formatGap(gap)}`),
  ];
  const coverage = complete ? "complete" : "not complete: who is not listed is not proven unchanged";
  const notes = sides.map((text): Line => ({ record: "gap", note: `Not seen ${text}` }));
  yield csvRows(columns, [...notes, { record: "coverage", note: coverage }]);
}

function linesOf(of: SubjectDifference): Line[] {
  return of.changes.length === 0 ? [{ record: "subject", of }] : of.changes.map((change) => ({ record: "change", of, change }));
}

/** @returns one object; each right has its lists and a sentence. */
export function accessChangesJson(content: AccessChangesContent): AsyncGenerator<string, void> {
  const { exportedAt, version, cluster, before, after, difference } = content;
  const parts: Part[] = [
    ["kind", "access-changes"],
    ["schema", "drydock/v1"],
    ["exportedAt", exportedAt],
    ["drydock", version],
    ["restsOn", { cluster, before, after, complete: difference.complete }],
    ["notSeen", difference.gaps],
    ["subjects", views(difference)],
  ];
  return jsonObject(parts);
}

async function* views({ subjects }: AccessDifference) {
  for (let from = 0; from < subjects.length; from += batch)
    yield subjects.slice(from, from + batch).map(({ subject, presence, changes }) => ({
      ...{ subject, presence },
      changes: changes.map((change) => ({ ...change, sentences: change.rights.map(formatRight) })),
    }));
}
