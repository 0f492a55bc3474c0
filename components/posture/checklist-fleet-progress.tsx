"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { progressStates, ScoreCells, ScoreHeadings, ScoreTrend } from "./score-columns.tsx";

/** How the list went over all clusters, week by week. */
export function ChecklistFleetProgress() {
  const moments = useQuery(api.checklist.fleetHistory.queryOptions()).data?.moments ?? [];
  if (moments.length < 2) return null;
  return (
    <Panel title="Progress over time" aside={<ScoreTrend scores={moments.map(({ score }) => score)} unit="weeks" />}>
      <Table caption="Weeks, and where the checklist stood then">
        <thead>
          <tr>
            <th scope="col">As of</th>
            <th scope="col" className="num">
              Clusters
            </th>
            <ScoreHeadings of={progressStates} />
          </tr>
        </thead>
        <tbody>
          {moments.toReversed().map(({ at, clusters, score }) => (
            <tr key={at}>
              <td data-label="As of">
                <Time at={at} format="day" />
              </td>
              <td data-label="Clusters" className="num">
                {clusters}
              </td>
              <ScoreCells score={score} of={progressStates} />
            </tr>
          ))}
        </tbody>
      </Table>
      <PanelFooter>
        Items of all clusters that had a scan by then, by the newest one of each, and by the list and the checks of today.
        Clusters that came or went since change what it is a share of.
      </PanelFooter>
    </Panel>
  );
}
