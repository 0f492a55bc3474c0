"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { CoverageBar, percent } from "../ui/hatch.tsx";
import { Link } from "../ui/link.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";

const mostRows = 8;

/** How the list went, scan by scan. */
export function ChecklistHistoryPanel({ clusterId }: { clusterId: string }) {
  const scans = useQuery(api.checklist.history.queryOptions({ input: { id: clusterId } })).data?.scans ?? [];
  if (scans.length < 2) return null;
  const shares = scans.flatMap(({ score }) => score.share ?? []);
  return (
    <Panel
      title="Progress over time"
      aside={
        shares.length < 2 ? undefined : (
          <Sparkline
            values={shares}
            width={96}
            label={`Score from ${percent(shares[0] ?? 0)} to ${percent(shares.at(-1) ?? 0)} over ${shares.length} scans`}
          />
        )
      }
    >
      <Table caption="Scans, and where the checklist stood then">
        <thead>
          <tr>
            <th scope="col">Scan</th>
            <th scope="col">Score</th>
            <th scope="col">Assessed</th>
            <th scope="col">Failed</th>
            <th scope="col">Open</th>
            <th scope="col">Attested</th>
            <th scope="col">Met</th>
          </tr>
        </thead>
        <tbody>
          {scans
            .slice(-mostRows)
            .toReversed()
            .map(({ scanId, number, at, score }) => (
              <tr key={scanId}>
                <td data-label="Scan">
                  <Link href={`/posture/checklist?scan=${scanId}`} className="inline-flex min-h-6 items-center hover:underline">
                    Scan {number}
                  </Link>
                  , <Time at={at} />
                </td>
                <td data-label="Score">{score.share === undefined ? "no number" : percent(score.share)}</td>
                <td data-label="Assessed">
                  <CoverageBar share={score.coverage === 0 ? undefined : score.coverage} />
                </td>
                <td data-label="Failed">{score.counts.failed}</td>
                <td data-label="Open">{score.counts.open}</td>
                <td data-label="Attested">{score.counts.attested}</td>
                <td data-label="Met">{score.counts.met}</td>
              </tr>
            ))}
        </tbody>
      </Table>
      <PanelFooter>
        By the list and the mapping of today. A check that a scan did not run, since it came later, is not assessed there.
      </PanelFooter>
    </Panel>
  );
}
