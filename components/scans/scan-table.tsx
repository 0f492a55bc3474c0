"use client";
import type { ReactNode } from "react";
import type { ScanSummary } from "#contracts/scans.ts";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { CoverageBar, Hatch } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { formatDuration } from "../ui/time-format.ts";
import { ScanState } from "./state-badge.tsx";

function Urgent({ scan }: { scan: ScanSummary }) {
  if (scan.counts === undefined) return <span className="text-ink-3">–</span>;
  return (
    <span className="inline-grid grid-cols-[12px_minmax(2ch,auto)_12px_minmax(2ch,auto)] items-center gap-x-1.5">
      {scan.counts.critical === 0 ? <span /> : <SeverityGlyph severity="critical" labelled />}
      <span className={scan.counts.critical === 0 ? "text-ink-3" : undefined}>{scan.counts.critical}</span>
      {scan.counts.high === 0 ? <span /> : <SeverityGlyph severity="high" labelled />}
      <span className={scan.counts.high === 0 ? "text-ink-3" : undefined}>{scan.counts.high}</span>
    </span>
  );
}

function Change({ scan }: { scan: ScanSummary }) {
  const change = scan.change;
  if (change === undefined) return <span className="text-ink-3">–</span>;
  if (change.new + change.fixed + change.notComparable === 0) return <span className="text-ink-3">none</span>;
  return (
    <Link
      href={`/scans/${scan.id}/compare?with=${change.against}`}
      className="inline-flex min-h-6 items-center gap-2 hover:underline"
    >
      {change.new > 0 ? <b className="font-label">+{change.new}</b> : null}
      {change.fixed > 0 ? <span className="text-pass">−{change.fixed}</span> : null}
      {change.notComparable > 0 ? (
        <span className="inline-flex items-center gap-1 text-ink-3">
          <Hatch className="size-2.5" label="not comparable" />
          {change.notComparable}
        </span>
      ) : null}
    </Link>
  );
}

function durationOf(scan: ScanSummary): string {
  if (scan.startedAt === undefined || scan.finishedAt === undefined) return "–";
  return formatDuration(Date.parse(scan.finishedAt) - Date.parse(scan.startedAt));
}

interface ScanTableProps {
  scans: readonly ScanSummary[];
  withCluster: boolean;
  /** A control in front of each row, such as the choice of two to compare. */
  pick?: (scan: ScanSummary) => ReactNode;
}

/** Scans, newest first. */
export function ScanTable({ scans, withCluster, pick }: ScanTableProps) {
  return (
    <Table caption="Scans, newest first">
      <thead>
        <tr>
          {pick === undefined ? null : (
            <th scope="col" className="w-8">
              <span className="sr-only">Compare</span>
            </th>
          )}
          <th scope="col">Scan</th>
          {withCluster ? <th scope="col">Cluster</th> : null}
          <th scope="col">State</th>
          <th scope="col">Critical, high</th>
          <th scope="col">Change</th>
          <th scope="col">Assessed</th>
          <th scope="col" className="num">
            Took
          </th>
          <th scope="col" className="num">
            When
          </th>
        </tr>
      </thead>
      <tbody>
        {scans.map((scan) => (
          <tr key={scan.id} data-row className="narrow:relative">
            {pick === undefined ? null : <td className="all narrow:!absolute narrow:top-3 narrow:right-4">{pick(scan)}</td>}
            <th scope="row">
              <Link href={`/scans/${scan.id}`} className="font-label hover:underline">
                <span className="wide:hidden">Scan </span>
                {scan.number}
              </Link>
            </th>
            {withCluster ? (
              <td data-label="Cluster" className="max-w-[24ch] truncate">
                <Link href={`/clusters/${scan.clusterId}`} title={scan.cluster} className="hover:underline">
                  <code>{scan.cluster}</code>
                </Link>
              </td>
            ) : null}
            <td data-label="State">
              <ScanState scan={scan} />
            </td>
            <td data-label="Critical, high">
              <Urgent scan={scan} />
            </td>
            <td data-label="Change">
              <Change scan={scan} />
            </td>
            <td data-label="Assessed">
              {scan.coverage === undefined ? (
                <span className="text-ink-3">–</span>
              ) : (
                <CoverageBar share={scan.coverage.share} width={32} />
              )}
            </td>
            <td data-label="Took" className="num text-ink-2">
              {durationOf(scan)}
            </td>
            <td data-label="When" className="num text-ink-3">
              <Time at={scan.createdAt} format="clock" />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
