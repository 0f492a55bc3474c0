"use client";
import { useQuery } from "@tanstack/react-query";
import type { UpgradeHistory } from "#contracts/upgrade-plan.ts";
import { Link } from "../ui/link.tsx";
import { Panel } from "../ui/panel.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { historyOptions } from "./upgrade-query.ts";

type Point = UpgradeHistory["scans"][number];
const mostRows = 8;

/** How ready the cluster was for its next minor, scan by scan, and what changed since the scan before. */
export function HistoryPanel({ clusterId }: { clusterId: string }) {
  const scans = useQuery(historyOptions(clusterId)).data?.scans ?? [];
  const last = scans.at(-1);
  if (last === undefined) return null;
  const blockers = scans.map((scan) => scan.blockers);
  return (
    <Panel
      title="Readiness over time"
      aside={
        <Sparkline
          values={blockers}
          width={96}
          label={`Blockers from ${blockers[0]} to ${blockers.at(-1)} over ${scans.length} scans`}
        />
      }
    >
      <p className="px-4 py-3 text-ink-2">{changeWords(scans.at(-2), last)}</p>
      <Table caption="Scans, and what stood before the next minor then">
        <thead>
          <tr>
            <th scope="col">Scan</th>
            <th scope="col">Version</th>
            <th scope="col" className="text-right">
              Blockers
            </th>
            <th scope="col" className="text-right">
              Warnings
            </th>
            <th scope="col" className="text-right">
              Not assessed
            </th>
          </tr>
        </thead>
        <tbody>
          {scans
            .slice(-mostRows)
            .toReversed()
            .map((scan) => (
              <tr key={scan.scanId}>
                <td data-label="Scan">
                  <Link href={`/scans/${scan.scanId}`} className="inline-flex min-h-6 items-center hover:underline">
                    Scan {scan.number}
                  </Link>
                  , <Time at={scan.at} />
                </td>
                <td data-label="Version">{scan.version === undefined ? "not read" : <code>{scan.version}</code>}</td>
                <td data-label="Blockers" className="text-right narrow:text-left">
                  {scan.blockers}
                </td>
                <td data-label="Warnings" className="text-right narrow:text-left">
                  {scan.warnings}
                </td>
                <td data-label="Not assessed" className="text-right narrow:text-left">
                  {scan.unseen}
                </td>
              </tr>
            ))}
        </tbody>
      </Table>
    </Panel>
  );
}

function changeWords(before: Point | undefined, now: Point): string {
  if (before === undefined) return "This is the first scan that judged the next minor.";
  if (before.version !== now.version)
    return `The cluster went from ${before.version ?? "an unknown version"} to ${now.version ?? "an unknown version"} since scan ${before.number}: the counts are about another step.`;
  const parts = (["blockers", "warnings"] as const).flatMap((name) => {
    const difference = now[name] - before[name];
    return difference === 0 ? [] : [`${Math.abs(difference)} ${name} ${difference > 0 ? "more" : "fewer"}`];
  });
  return parts.length === 0
    ? `As many blockers and warnings as in scan ${before.number}.`
    : `Since scan ${before.number}: ${parts.join(", ")}.`;
}
