/** The security checklist as a file: every item with its evidence, and the score. */
import type { ChecklistItemView, ChecklistView } from "../../contracts/checklist.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { type FrameContent, headOf } from "./frame.ts";
import { jsonObject } from "./json.ts";

export interface ChecklistContent extends FrameContent {
  readonly list: ChecklistView;
}

interface Line {
  /** item, check, score or coverage */
  readonly record: string;
  readonly section?: string;
  readonly item?: ChecklistItemView;
  readonly check?: ChecklistItemView["checks"][number];
  readonly state?: string;
  readonly note?: string;
}

/** What stands with an item alone: the records of its checks repeat its id and no more. */
const ofItem = (line: Line) => (line.check === undefined ? line.item : undefined);

const columns: Columns<Line> = {
  record: ({ record }) => record,
  section: ({ section }) => section,
  item: ({ item }) => item?.id,
  text: (line) => ofItem(line)?.text,
  state: ({ state }) => state,
  check: ({ check }) => check?.checkId,
  findings: ({ check }) => check?.findings,
  layer: (line) => ofItem(line)?.layer,
  responsible: (line) => ofItem(line)?.responsible,
  answers: (line) => ofItem(line)?.answers.join(" "),
  statement: (line) => ofItem(line)?.statement?.statement,
  evidence: (line) => ofItem(line)?.statement?.evidence,
  owner: (line) => ofItem(line)?.statement?.owner,
  stated_by: (line) => ofItem(line)?.statement?.by,
  expires_at: (line) => ofItem(line)?.statement?.expiresAt,
  note: ({ note }) => note,
};

/** @returns the table: a record for each item and for each of its checks, then the score with what it is made from. */
export async function* checklistCsv({ list }: ChecklistContent): AsyncGenerator<string, void> {
  yield csvHead(columns);
  for (const { id: section, items } of list.sections)
    yield csvRows(
      columns,
      items.flatMap((item) => linesOf(item, section)),
    );
  const { share, of, coverage, counts } = list.score;
  const percent = (value: number) => `${Math.floor(value * 100)} %`;
  yield csvRows<Line>(columns, [
    { record: "score", state: share === undefined ? "none" : percent(share), note: list.rules.join(" ") },
    {
      record: "coverage",
      state: percent(coverage),
      note: counts.open === 0 ? "complete" : `not complete: ${counts.open} of ${of} items are open`,
    },
  ]);
}

function linesOf(item: ChecklistItemView, section: string): Line[] {
  const checks = item.checks.map((check) => ({
    ...{ record: "check", section, item, check, state: check.verdict ?? "notRun" },
    note: [check.title, check.grounds].filter(Boolean).join(". "),
  }));
  return [{ record: "item", section, item, state: item.state, note: item.reason }, ...checks];
}

/** @returns one object: the list as the API gives it. */
export function checklistJson({ list, ...content }: ChecklistContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("checklist", content), ...Object.entries(list)]);
}
