/** One scan: every verdict, every look, every gap. */

import type { ScanDetail } from "../../contracts/scans.ts";
import type { Gap } from "../../core/inventory/gap.ts";
import { formatGap, uniqueGaps } from "../../core/inventory/gap-words.ts";
import { type Columns, csvHead, csvRows } from "./csv.ts";
import { jsonObject, type Part } from "./json.ts";

export interface ScanContent {
  readonly exportedAt: string;
  readonly version: string;
  readonly scan: ScanDetail;
}

interface Line {
  /** check, look or coverage */
  readonly record: string;
  readonly id: string;
  readonly title?: string;
  readonly pillar?: string;
  readonly verdict?: string;
  readonly count?: number;
  readonly note?: string | undefined;
  readonly gaps: readonly Gap[];
}

const columnsOf = ({ cluster, number, id, clusterId }: ScanDetail): Columns<Line> => ({
  record: (line) => line.record,
  id: (line) => line.id,
  title: (line) => line.title,
  pillar: (line) => line.pillar,
  verdict: (line) => line.verdict,
  count: (line) => line.count,
  note: (line) => line.note,
  gap: ({ gaps }) => [...new Set(gaps.map(({ reason }) => reason))].join(" "),
  not_seen: ({ gaps }) => uniqueGaps(gaps).map(formatGap).join("; "),
  cluster: () => cluster,
  scan: () => number,
  scan_id: () => id,
  cluster_id: () => clusterId,
});

/** @returns a table of checks (`count`: findings), looks (`verdict`: how well; `count`: objects) and, last, the coverage. */
export async function* scanCsv({ scan }: ScanContent): AsyncGenerator<string, void> {
  const columns = columnsOf(scan);
  const checks = scan.checks.map(({ checkId: id, title, pillar, verdict, findings: count, reason: note, gaps }): Line => {
    return { record: "check", id, title, pillar, verdict, count, note, gaps };
  });
  const looks = scan.looks.map(({ resource: id, state: verdict, items: count, gaps, apiVersion: note }): Line => {
    return { record: "look", id, verdict, count, note, gaps };
  });
  yield csvHead(columns) + csvRows(columns, [...checks, ...looks, ...coverageLines(scan)]);
}

function coverageLines({ coverage }: ScanDetail): Line[] {
  if (coverage === undefined) return [];
  const { share, ...counts } = coverage;
  const lines = Object.entries(counts).map(([id, count]): Line => ({ record: "coverage", id, count, gaps: [] }));
  return [...lines, { record: "coverage", id: "share", note: share === undefined ? "not known" : String(share), gaps: [] }];
}

/** @returns the scan as the API shows it. */
export function scanJson({ exportedAt, version, scan }: ScanContent): AsyncGenerator<string, void> {
  const { progress: _progress, grant: _grant, ...rest } = scan;
  const parts: Part[] = [
    ["kind", "scan"],
    ["schema", "drydock/v1"],
    ["exportedAt", exportedAt],
    ["drydock", version],
    ["scan", rest],
  ];
  return jsonObject(parts);
}
