/** The security checklist over all clusters as a file: each cluster with its score, and each item in each of them. */
import type { ChecklistFleet } from "../../contracts/checklist.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { type FrameContent, headOf } from "./frame.ts";
import { jsonObject } from "./json.ts";

export interface ChecklistFleetContent extends FrameContent {
  readonly fleet: ChecklistFleet;
}

type Score = ChecklistFleet["score"];

interface Line {
  /** item, cluster, score or coverage */
  readonly record: string;
  readonly item?: ChecklistFleet["items"][number];
  readonly cluster?: string | undefined;
  readonly state?: string;
  readonly score?: Score | undefined;
  readonly note?: string;
}

const percent = (value: number) => `${Math.floor(value * 100)} %`;

const columns: Columns<Line> = {
  record: ({ record }) => record,
  section: ({ item }) => item?.section,
  item: ({ item }) => item?.id,
  text: ({ item }) => item?.text,
  cluster: ({ cluster }) => cluster,
  state: ({ state }) => state,
  score: ({ score }) => (score?.share === undefined ? undefined : percent(score.share)),
  assessed: ({ score }) => score && percent(score.coverage),
  failed: ({ score }) => score?.counts.failed,
  open: ({ score }) => score?.counts.open,
  attested: ({ score }) => score?.counts.attested,
  met: ({ score }) => score?.counts.met,
  note: ({ note }) => note,
};

/** @returns the table: a record for each item in each cluster, then one for each cluster, then the score of all of it. */
export async function* checklistFleetCsv({ fleet }: ChecklistFleetContent): AsyncGenerator<string, void> {
  const names = new Map(fleet.clusters.map(({ id, name }) => [id, name]));
  yield csvHead(columns);
  for (const item of fleet.items)
    yield csvRows<Line>(
      columns,
      item.states.map(({ cluster, state }) => ({ record: "item", item, state, cluster: names.get(cluster) })),
    );
  yield csvRows<Line>(
    columns,
    fleet.clusters.map(({ name, score }) => ({
      ...{ record: "cluster", cluster: name, score, state: score === undefined ? "notScanned" : "scanned" },
    })),
  );
  const without = fleet.clusters.filter(({ score }) => score === undefined).length;
  const left = [
    ...(fleet.score.counts.open > 0 ? [`${fleet.score.counts.open} items are open`] : []),
    ...(without > 0 ? [`${without} clusters have no scan`] : []),
    ...(fleet.hidden > 0 ? [`${fleet.hidden} clusters are left out, of which some namespaces alone are seen`] : []),
  ];
  yield csvRows<Line>(columns, [
    { record: "score", score: fleet.score, note: fleet.rules.join(" ") },
    { record: "coverage", note: left.length === 0 ? "complete" : `not complete: ${left.join("; ")}` },
  ]);
}

/** @returns one object: the list as the API gives it. */
export function checklistFleetJson({ fleet, ...content }: ChecklistFleetContent): AsyncGenerator<string, void> {
  return jsonObject([...headOf("checklist-fleet", content), ...Object.entries(fleet)]);
}
