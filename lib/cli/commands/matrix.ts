/** `matrix`: who may do what to which resource, a line for each subject and resource, a column for each verb. */
import { formatGap, uniqueGaps } from "#core/inventory/gap-words.ts";
import { matrixVerbs, readCell, verbCount } from "#core/rbac/cells.ts";
import { buildMatrix, type Matrix, type MatrixRow, selectRows } from "#core/rbac/matrix.ts";
import { buildRbacIndex } from "#core/rbac/rbac-index.ts";
import { formatLine } from "#core/rbac/rights/right-words.ts";
import { formatSubject, type SubjectKind } from "#core/rbac/subject.ts";
import { json } from "#core/text/clean.ts";
import { type Columns, csvHead, csvRows } from "#server/export/csv.ts";
import { exitCodes } from "../exit-codes.ts";
import type { MatrixFormat } from "../formats.ts";
import { type Io, print, refuse, tell } from "../io.ts";
import { rbacResources, tellAbsentNamespace } from "../question/open.ts";
import { openInventory, type SourceOptions } from "../source/open-inventory.ts";
import { table } from "../terminal/table.ts";

export interface MatrixOptions extends SourceOptions {
  readonly namespace?: string;
  readonly subject?: string;
  readonly kind?: SubjectKind;
  readonly resource?: string;
  readonly risky?: boolean;
  readonly defaults?: boolean;
  readonly output: MatrixFormat;
}

interface Line {
  readonly row: MatrixRow;
  readonly group: string;
  readonly resource: string;
  /** One for each verb of the matrix. */
  readonly verbs: readonly string[];
}

export async function matrix(io: Io, options: MatrixOptions): Promise<number> {
  const opened = await openInventory(io, options, { resources: rbacResources });
  if (!opened.ok) return refuse(io, opened.error);
  const { inventory } = opened.value;
  const index = buildRbacIndex(inventory);
  const lines = linesOf(buildMatrix(index, { minor: inventory.cluster.minor }), options);
  tellAbsentNamespace(io, inventory, options.namespace);
  const gaps = uniqueGaps(Object.values(index.gaps).flat());
  if (options.output === "json") await print(io, asJson(lines, gaps));
  else if (options.output === "csv") await print(io, asCsv(lines));
  else await print(io, asText([...lines]));
  if (options.output !== "json") for (const gap of gaps) tell(io, `Not seen: ${formatGap(gap)}`);
  return gaps.length > 0 ? exitCodes.unsure : exitCodes.yes;
}

function* linesOf(matrix: Matrix, options: MatrixOptions): Generator<Line, void> {
  const { namespace, subject: text, kind, risky, defaults, resource: wanted } = options;
  const rows = selectRows(matrix, {
    hideDefaults: !defaults,
    ...(namespace === undefined ? {} : { namespace }),
    ...(text === undefined ? {} : { text }),
    ...(kind === undefined ? {} : { kinds: [kind] }),
    ...(risky === undefined ? {} : { onlyRisky: risky }),
  });
  for (const number of rows) {
    const row = matrix.rows[number];
    if (row === undefined) continue;
    const cells = matrix.cells(number, namespace);
    for (const [place, { group, resource }] of matrix.columns.entries()) {
      if (wanted !== undefined && wanted !== resource && wanted !== formatLine({ group, resource })) continue;
      const codes = cells.subarray(place * verbCount, (place + 1) * verbCount);
      if (codes.every((code) => readCell(code).state === "none")) continue;
      yield { row, group, resource, verbs: [...codes].map(wordOf) };
    }
  }
}

/** For a table; a spreadsheet would take it for the beginning of a formula. */
const none = "-";

function wordOf(code: number): string {
  const { state, count } = readCell(code);
  const words = { none, named: "names", namespaces: `${count} ns`, everywhere: "yes", unknown: "?" } as const;
  return words[state];
}

function* asText(lines: readonly Line[]): Generator<string> {
  const rows = lines.map(({ row, verbs, ...line }) => [formatSubject(row.subject), formatLine(line), ...verbs]);
  yield* table(["SUBJECT", "RESOURCE", ...matrixVerbs.map((verb) => verb.toUpperCase())], rows);
}

const columns: Columns<Line> = {
  subject_kind: ({ row }) => row.subject.kind,
  subject_namespace: ({ row }) => row.subject.namespace,
  subject: ({ row }) => row.subject.name,
  incomplete: ({ row }) => !row.seenInFull,
  group: ({ group }) => group,
  resource: ({ resource }) => resource,
  ...Object.fromEntries(
    matrixVerbs.map((verb, place) => [verb, ({ verbs }: Line) => (verbs[place] === none ? "no" : verbs[place])]),
  ),
};

function* asCsv(lines: Iterable<Line>): Generator<string> {
  yield csvHead(columns);
  for (const line of lines) yield csvRows(columns, [line]);
}

function* asJson(lines: Iterable<Line>, gaps: readonly object[]): Generator<string> {
  yield '{"rights": [';
  let before = "\n";
  for (const { row, group, resource, verbs } of lines) {
    const held = Object.fromEntries(matrixVerbs.flatMap((verb, place) => (verbs[place] === none ? [] : [[verb, verbs[place]]])));
    yield before + json({ subject: row.subject, incomplete: !row.seenInFull, group, resource, verbs: held }).trimEnd();
    before = ",\n";
  }
  yield `],\n"complete": ${gaps.length === 0}, "gaps": ${json(gaps).trimEnd()}}\n`;
}
