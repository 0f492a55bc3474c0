/** Who held a dangerous right at a moment: a record for each holder. */
import type { Holders } from "../../../contracts/access/changes.ts";
import { type Columns, csvHead, csvRows } from "../csv.ts";
import { type FrameContent, headOf, notSeenLines } from "../frame.ts";
import { jsonObject } from "../json.ts";

export interface HoldersContent extends FrameContent {
  readonly capability: string;
  readonly holders: Pick<Holders, "at" | "may" | "scan" | "reason" | "complete" | "gaps">;
  readonly batches: AsyncIterable<readonly Holders["items"][number][]>;
}

interface Line {
  /** holder, gap or coverage */
  readonly record: string;
  readonly held?: Holders["items"][number];
  readonly note?: string;
}

const columnsOf = ({ capability, holders: { at, scan } }: HoldersContent): Columns<Line> => ({
  record: ({ record }) => record,
  at: () => at,
  scan: () => scan?.number,
  scanned_at: () => scan?.at,
  right: () => capability,
  subject_kind: ({ held }) => held?.subject.kind,
  subject_namespace: ({ held }) => held?.subject.namespace,
  subject: ({ held }) => held?.subject.name,
  scope: ({ held }) => held && [held.scope].flat().join(" "),
  note: ({ note }) => note,
});

const reasons = {
  none: "not assessed: the cluster had not been scanned then",
  notKept: "not assessed: the scans of that time are not kept",
} as const;

/** @returns the table; what could not be read stands in its last records. */
export async function* holdersCsv(content: HoldersContent): AsyncGenerator<string, void> {
  const { gaps, complete, scan, reason = "none" } = content.holders;
  const columns = columnsOf(content);
  yield csvHead(columns);
  for await (const rows of content.batches)
    yield csvRows(
      columns,
      rows.map((held): Line => ({ record: "holder", held })),
    );
  const unseen =
    scan === undefined
      ? [{ record: "coverage", note: reasons[reason] }]
      : notSeenLines(gaps, complete, "there may have been more holders");
  yield csvRows<Line>(columns, unseen);
}

/** @returns one object with a list of holders; without a scan that answers it says why. */
export function holdersJson(content: HoldersContent): AsyncGenerator<string, void> {
  const { at, may, reason, gaps } = content.holders;
  return jsonObject([
    ...headOf("holders", content),
    ["notSeen", gaps],
    ["at", at],
    ["right", { id: content.capability, may }],
    ["notAssessed", reason],
    ["holders", content.batches],
  ]);
}
