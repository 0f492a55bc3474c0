/**
 * Findings as one table. Its first column says what a row is: a finding that stands (`fail`), one that somebody decided to live
 * with (`waived`), a check that could not look (`notAssessed`, `partlyAssessed`), and last how much each scan saw (`coverage`).
 */
import { formatGap, uniqueGaps } from "../../../core/inventory/gap-words.ts";
import type { ExportedScan } from "../../database/findings/finding-export.ts";
import type { CheckRow } from "../../database/rows.ts";
import { type Columns, csvHead, csvRows } from "../csv.ts";
import {
  coverageWords,
  type Entry,
  type FindingsContent,
  scansById,
  severityOf,
  titleOfCheck,
  unassessedIn,
  verdictOf,
} from "./content.ts";

interface Line {
  readonly verdict: string;
  readonly scannedAt: string;
  readonly scan: ExportedScan;
  readonly entry?: Entry;
  readonly check?: CheckRow;
}

const columns: Columns<Line> = {
  verdict: ({ verdict }) => verdict,
  severity: ({ entry }) => entry && severityOf(entry),
  cluster: ({ scan }) => scan.cluster,
  namespace: ({ entry }) => entry?.namespace,
  kind: ({ entry }) => entry?.kind,
  name: ({ entry }) => entry?.name,
  path: ({ entry }) => entry?.path,
  finding: ({ entry, check, scan }) => entry?.title ?? (check === undefined ? coverageWords(scan) : notSeen(check)),
  check: ({ entry, check }) => entry?.checkId ?? check?.checkId,
  check_title: ({ entry, check }) => titleOfLine(entry?.checkId ?? check?.checkId),
  pillar: ({ entry, check }) => entry?.pillar ?? check?.pillar,
  responsible: ({ entry }) => entry?.responsible,
  state: ({ entry }) => (entry?.change === undefined ? entry?.state : undefined),
  change: ({ entry }) => entry?.change,
  change_reason: ({ entry }) => entry?.changeReason,
  first_seen: ({ entry }) => entry?.firstSeenAt,
  waiver: ({ entry }) => entry?.waiver,
  waiver_reason: ({ entry }) => entry?.waiverReason,
  waiver_owner: ({ entry }) => entry?.waiverOwner,
  waiver_ticket: ({ entry }) => entry?.waiverTicket,
  waived_until: ({ entry }) => entry?.waiverUntil,
  assignee: ({ entry }) => entry?.assignee,
  gap: ({ check }) => check && [...new Set(check.gaps.map(({ reason }) => reason))].join(" "),
  scan: ({ scan }) => (scan.number > 0 ? scan.number : undefined),
  scanned_at: ({ scannedAt }) => scannedAt,
  assessed_share: ({ scan }) => scan.coverage.share,
  fingerprint: ({ entry }) => entry?.fingerprint,
  scan_id: ({ scan }) => scan.id,
  cluster_id: ({ scan }) => scan.clusterId,
};

function titleOfLine(checkId: string | undefined): string | undefined {
  return checkId === undefined ? undefined : titleOfCheck(checkId);
}

function notSeen({ gaps }: CheckRow): string {
  return `Not seen: ${uniqueGaps(gaps).map(formatGap).join("; ")}`;
}

const times = new WeakMap<ExportedScan, string>();

function lineOf(scan: ExportedScan, line: Omit<Line, "scan" | "scannedAt">): Line {
  const scannedAt = times.get(scan) ?? scan.at.toISOString();
  times.set(scan, scannedAt);
  return { ...line, scan, scannedAt };
}

/** @returns the file. */
export async function* findingsCsv(content: FindingsContent): AsyncGenerator<string, void> {
  const scanOf = scansById(content.scans);
  yield csvHead(columns);
  for await (const entries of content.batches)
    yield csvRows(
      columns,
      entries.map((entry) => lineOf(scanOf(entry.scanId), { verdict: verdictOf(entry), entry })),
    );
  for (const { scan, check, partly } of unassessedIn(content))
    yield csvRows(columns, [lineOf(scan, { verdict: partly ? "partlyAssessed" : "notAssessed", check })]);
  yield csvRows(
    columns,
    content.scans.map((scan) => lineOf(scan, { verdict: "coverage" })),
  );
}
