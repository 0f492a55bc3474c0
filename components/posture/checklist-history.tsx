"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { Link } from "../ui/link.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { progressStates, ScoreCells, ScoreHeadings, ScoreTrend } from "./score-columns.tsx";

const mostRows = 8;

/** How the list went, scan by scan. */
export function ChecklistHistoryPanel({ clusterId }: { clusterId: string }) {
  const scans = useQuery(api.checklist.history.queryOptions({ input: { id: clusterId } })).data?.scans ?? [];
  if (scans.length < 2) return null;
  return (
    <Panel title="Progress over time" aside={<ScoreTrend scores={scans.map(({ score }) => score)} unit="scans" />}>
      <Table caption="Scans, and where the checklist stood then">
        <thead>
          <tr>
            <th scope="col">Scan</th>
            <ScoreHeadings of={progressStates} />
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
                <ScoreCells score={score} of={progressStates} />
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
