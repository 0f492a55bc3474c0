/** Who escalates to an end: a record for each subject with its shortest way, and for each that could not be assessed. */
import type { PathRow, Position, SinkId } from "../../../contracts/access/paths.ts";
import type { Gap } from "../../../core/inventory/gap.ts";
import { type Columns, csvHead, csvRows } from "../csv.ts";
import { type FrameContent, headOf, notSeenLines } from "../frame.ts";
import { jsonObject } from "../json.ts";

export interface PathsContent extends FrameContent {
  readonly sink: SinkId;
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
  readonly notFollowed: readonly string[];
  readonly batches: AsyncIterable<readonly PathRow[]>;
}

interface Line {
  /** path, notAssessed, gap or coverage */
  readonly record: string;
  readonly row?: PathRow;
  readonly end?: SinkId;
  readonly note?: string;
}

const reachOf = ({ row, end }: Line) => row?.reaches.find(({ sink }) => sink === end);

const columns: Columns<Line> = {
  record: ({ record }) => record,
  subject_kind: ({ row }) => row?.subject.kind,
  subject_namespace: ({ row }) => row?.subject.namespace,
  subject: ({ row }) => row?.subject.name,
  class: ({ row }) => row?.class,
  end: ({ end }) => end,
  hops: (line) => reachOf(line)?.hops,
  by_binding: (line) => (reachOf(line)?.verdict === "reached" ? reachOf(line)?.direct === true : undefined),
  way: ({ row }) => row?.way.map(positionWords).join(" > "),
  also_reaches: ({ row, end }) =>
    row?.reaches.flatMap(({ sink, verdict }) => (sink !== end && verdict === "reached" ? [sink] : [])).join(" "),
  note: ({ note }) => note,
};

function positionWords({ kind, namespace, name }: Position): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

/** @returns the table; what could not be read stands in its last records. */
export async function* pathsCsv({ sink, gaps, complete, batches }: PathsContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for await (const rows of batches)
    yield csvRows(
      columns,
      rows.map((row): Line => {
        const reached = row.reaches.some((reach) => reach.sink === sink && reach.verdict === "reached");
        return { record: reached ? "path" : "notAssessed", row, end: sink };
      }),
    );
  yield csvRows<Line>(columns, notSeenLines(gaps, complete, "more subjects may have a path"));
}

/** @returns one object; each subject has its verdict for every end, and the positions of its way to the chosen one. */
export function pathsJson(content: PathsContent): AsyncGenerator<string, void> {
  const { sink, gaps, notFollowed, batches } = content;
  return jsonObject([
    ...headOf("paths", content),
    ["notSeen", gaps],
    ["notFollowed", notFollowed],
    ["end", sink],
    ["subjects", batches],
  ]);
}
