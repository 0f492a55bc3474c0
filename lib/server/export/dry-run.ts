/** A dry run of policies as a file: every container that runs with its verdict, those that would be refused first. */
import type { DryRun, DryRunPlace } from "../../contracts/supply-chain/dry-run.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { type FrameContent, headOf, notSeenLines } from "./frame.ts";
import { jsonObject } from "./json.ts";

export interface DryRunContent extends FrameContent {
  readonly summary: Omit<DryRun, "items" | "next" | "total">;
  readonly places: readonly DryRunPlace[];
}

interface Line {
  /** verdict, gap or coverage */
  readonly record: string;
  readonly place?: DryRunPlace;
  readonly note?: string;
}

const columns: Columns<Line> = {
  record: ({ record }) => record,
  verdict: ({ place }) => place?.verdict,
  reason: ({ place }) => place?.reason,
  policy: ({ place }) => place?.policy,
  cluster: ({ place }) => place?.cluster,
  namespace: ({ place }) => place?.namespace,
  kind: ({ place }) => place?.kind,
  workload: ({ place }) => place?.workload,
  container: ({ place }) => place?.container,
  type: ({ place }) => place?.type,
  pods: ({ place }) => place?.pods,
  image: ({ place }) => place?.image,
  looked_at: ({ place }) => place?.asOf,
  note: ({ place, note }) => note ?? place?.sentence,
};

/** @returns the table; what was not seen stands in its last records. */
export async function* dryRunCsv({ summary, places }: DryRunContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  yield csvRows(
    columns,
    places.map((place): Line => ({ record: "verdict", place })),
  );
  const open = summary.verdicts.notAssessed.pods;
  const more = open > 0 ? `of ${open} pods it cannot be said` : "more may run than was seen";
  yield csvRows<Line>(columns, notSeenLines(summary.gaps, summary.gaps.length === 0 && open === 0, more));
}

/** @returns one object: what it comes to as the API gives it, and every container. */
export function dryRunJson({ summary, places, ...content }: DryRunContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("policy-dry-run", content), ...Object.entries({ ...summary, places })]);
}
