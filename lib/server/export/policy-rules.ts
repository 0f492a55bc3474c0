/** Every right of every binding and subject, a record each; what gives nothing says why, and what was not seen stands at the end. */
import type { Gap } from "../../core/inventory/gap.ts";
import { formatGap } from "../../core/inventory/gap-words.ts";
import { noEffectWords } from "../../core/rbac/rights/effect.ts";
import type { PolicyRow } from "../../core/rbac/rights/policy-rules.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { jsonObject, type Part } from "./json.ts";

export interface PolicyRulesContent {
  readonly exportedAt: string;
  readonly version: string;
  readonly cluster: string;
  /** Absent for a look that nothing keeps. */
  readonly scanId?: string;
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly rows: Iterable<PolicyRow>;
  readonly gaps: readonly Gap[];
}

const noteWords: Readonly<Record<NonNullable<PolicyRow["note"]>, string>> = {
  ...noEffectWords,
  roleMissing: "the role does not exist",
  roleUnseen: "not assessed: the role was not seen",
  rolePartial: "not assessed: not all roles that it is aggregated from were seen",
  nobody: "the subject means nobody",
};

type Line =
  | { readonly record: "right"; readonly row: PolicyRow }
  | { readonly record: "gap" | "coverage"; readonly note: string };
type RowCell = (row: PolicyRow) => string | undefined;

const ofRow =
  (cell: RowCell) =>
  (line: Line): string | undefined =>
    line.record === "right" ? cell(line.row) : undefined;

const columns: Columns<Line> = {
  record: ({ record }) => record,
  subject_kind: ofRow((row) => row.subjectKind),
  subject_namespace: ofRow((row) => row.subjectNamespace),
  subject: ofRow((row) => row.subject),
  binding_kind: ofRow((row) => row.bindingKind),
  binding: ofRow((row) => row.binding),
  role_kind: ofRow((row) => row.roleKind),
  role: ofRow((row) => row.role),
  namespace: ofRow((row) => row.namespace),
  verb: ofRow((row) => row.verb),
  group: ofRow((row) => row.group),
  resource: ofRow((row) => row.resource),
  name: ofRow((row) => row.name),
  url: ofRow((row) => row.url),
  note: (line) => (line.record === "right" ? line.row.note && noteWords[line.row.note] : line.note),
};

const rowsAtOnce = 1_000;

function* inBatches(rows: Iterable<PolicyRow>): Generator<readonly PolicyRow[], void> {
  let batch: PolicyRow[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < rowsAtOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** @returns the table; an empty namespace is everywhere, an empty name every object. */
export async function* policyRulesCsv({ rows, gaps }: PolicyRulesContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for (const batch of inBatches(rows))
    yield csvRows(
      columns,
      batch.map((row): Line => ({ record: "right", row })),
    );
  const unseen = gaps.map((gap): Line => ({ record: "gap", note: `Not seen: ${formatGap(gap)}` }));
  const note = gaps.length === 0 ? "complete" : "not complete: there may be more rights";
  yield csvRows(columns, [...unseen, { record: "coverage", note }]);
}

/** @returns one object with a list of rights. */
export function policyRulesJson(content: PolicyRulesContent): AsyncGenerator<string, void> {
  const { exportedAt, version, cluster, scanId, filter, rows, gaps } = content;
  async function* batches() {
    for (const batch of inBatches(rows)) yield batch;
  }
  const parts: Part[] = [
    ["kind", "policy-rules"],
    ["schema", "drydock/v1"],
    ["exportedAt", exportedAt],
    ["drydock", version],
    ["filter", filter],
    ["restsOn", { ...(scanId === undefined ? {} : { scanId }), cluster, complete: gaps.length === 0 }],
    ["notSeen", gaps],
    ["rights", batches()],
  ];
  return jsonObject(parts);
}
