/** Who may do what, by RBAC: a record for each subject and resource, each verb in a column of its own. */
import { type Matrix, type MatrixRow, matrixVerbs } from "../../contracts/access.ts";
import { formatGap, uniqueGaps } from "../../core/inventory/gap-words.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { jsonObject, type Part } from "./json.ts";

export interface MatrixContent {
  readonly exportedAt: string;
  readonly version: string;
  readonly cluster: string;
  readonly matrix: Matrix;
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly batches: AsyncIterable<readonly MatrixRow[]>;
}

const words: Readonly<Record<string, string>> = {
  n: "named",
  s: "namespaces",
  e: "everywhere",
  "?": "unknown",
  "-": "none",
};

/** @returns how far a letter of a cell reaches, in a word; upper case, which marks danger, is read alike. */
export function reachWord(letter: string): string {
  return words[letter.toLowerCase()] ?? "unknown";
}

interface Right {
  readonly resource: string;
  readonly group: string;
  readonly verbs: Readonly<Record<string, string>>;
  readonly dangerous: readonly string[];
  readonly namespaces: number | undefined;
}

interface Line {
  /** right, subject (of which no right is known here) or gap */
  readonly record: string;
  readonly row?: MatrixRow;
  readonly right?: Right;
  readonly note?: string;
}

const columns: Columns<Line> = {
  record: ({ record }) => record,
  subject_kind: ({ row }) => row?.subject.kind,
  subject_namespace: ({ row }) => row?.subject.namespace,
  subject: ({ row }) => row?.subject.name,
  incomplete: ({ row }) => row?.incomplete,
  group: ({ right }) => right?.group,
  resource: ({ right }) => right?.resource,
  ...Object.fromEntries(matrixVerbs.map((verb) => [verb, ({ right }: Line) => right?.verbs[verb]])),
  dangerous: ({ right }) => right?.dangerous.join(" "),
  namespaces: ({ right }) => right?.namespaces,
  note: ({ note }) => note,
};

function rightsOf({ cells }: MatrixRow, matrix: Matrix): Right[] {
  return Object.entries(cells).flatMap(([index, { reach, spaces }]) => {
    const column = matrix.columns[Number(index)];
    if (column === undefined) return [];
    const letters = [...reach];
    const verbs = Object.fromEntries(matrixVerbs.map((verb, place) => [verb, reachWord(letters[place] ?? "-")]));
    const dangerous = matrixVerbs.filter((_verb, place) => /[A-Z]/.test(letters[place] ?? ""));
    return [{ resource: column.resource, group: column.group, verbs, dangerous, namespaces: spaces }];
  });
}

/** @returns the table; what could not be read stands in its last records. */
export async function* matrixCsv({ matrix, batches }: MatrixContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for await (const rows of batches)
    yield csvRows(
      columns,
      rows.flatMap((row): Line[] => {
        const rights = rightsOf(row, matrix);
        return rights.length === 0 ? [{ record: "subject", row }] : rights.map((right) => ({ record: "right", row, right }));
      }),
    );
  const gaps = uniqueGaps(matrix.gaps).map((gap): Line => ({ record: "gap", note: `Not seen: ${formatGap(gap)}` }));
  const coverage: Line = { record: "coverage", note: matrix.complete ? "complete" : "not complete: subjects may hold more" };
  yield csvRows(columns, [...gaps, coverage]);
}

/** @returns one object; a subject's rights name their verbs by how far each reaches. */
export function matrixJson(content: MatrixContent): AsyncGenerator<string, void> {
  const { exportedAt, version, cluster, matrix, filter } = content;
  const { scanId, subjects, hiddenDefaults, complete, gaps } = matrix;
  const parts: Part[] = [
    ["kind", "matrix"],
    ["schema", "drydock/v1"],
    ["exportedAt", exportedAt],
    ["drydock", version],
    ["filter", filter],
    ["restsOn", { scanId, cluster, subjects, hiddenDefaults, complete }],
    ["notSeen", gaps],
    ["subjects", views(content)],
  ];
  return jsonObject(parts);
}

async function* views({ matrix, batches }: MatrixContent) {
  for await (const rows of batches)
    yield rows.map((row) => ({ subject: row.subject, incomplete: row.incomplete, rights: rightsOf(row, matrix) }));
}
