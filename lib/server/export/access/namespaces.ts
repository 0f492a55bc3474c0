/** Who administers each namespace, in numbers, and what its administrators reach beyond it: a record for each namespace. */
import type { NamespaceRow } from "../../../contracts/access/namespaces.ts";
import type { SinkId } from "../../../contracts/access/paths.ts";
import type { Gap } from "../../../core/inventory/gap.ts";
import { sinks } from "../../../core/rbac/paths/paths.ts";
import { type Columns, csvHead, csvRows } from "../csv.ts";
import { type FrameContent, headOf, notSeenLines } from "../frame.ts";
import { jsonObject } from "../json.ts";

export interface NamespaceAdministrationContent extends FrameContent {
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
  readonly batches: AsyncIterable<readonly NamespaceRow[]>;
}

interface Line {
  /** namespace, gap or coverage */
  readonly record: string;
  readonly row?: NamespaceRow;
  readonly note?: string;
}

const reach = (row: NamespaceRow | undefined, sink: SinkId) => row?.beyond.find((one) => one.sink === sink)?.verdict;

const columns: Columns<Line> = {
  record: ({ record }) => record,
  namespace: ({ row }) => row?.namespace,
  pod_security: ({ row }) => row && (row.enforced ?? "notAssessed"),
  every_right: ({ row }) => row?.local.everything,
  administer: ({ row }) => row?.local.administers,
  run_workloads: ({ row }) => row?.local.runs,
  from_outside: ({ row }) => row?.outside,
  ...Object.fromEntries(sinks.map((sink) => [`reaches_${sink.replaceAll("-", "_")}`, ({ row }: Line) => reach(row, sink)])),
  note: ({ note }) => note,
};

/** @returns the table; what could not be read stands in its last records. */
export async function* namespaceAdministrationCsv(content: NamespaceAdministrationContent): AsyncGenerator<string, void> {
  const { gaps, complete, batches } = content;
  yield csvHead(columns);
  for await (const rows of batches)
    yield csvRows(
      columns,
      rows.map((row): Line => ({ record: "namespace", row })),
    );
  yield csvRows<Line>(columns, notSeenLines(gaps, complete, "there may be more administrators"));
}

/** @returns one object with a list of namespaces. */
export function namespaceAdministrationJson(content: NamespaceAdministrationContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("namespaces", content), ["notSeen", content.gaps], ["namespaces", content.batches]]);
}
