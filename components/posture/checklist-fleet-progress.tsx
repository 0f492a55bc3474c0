"use client";
import { useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { CoverageBar, percent } from "../ui/hatch.tsx";
import { Panel, PanelFooter } from "../ui/panel.tsx";
import { Sparkline } from "../ui/sparkline.tsx";
import { Table } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";

/** How the list went over all clusters, week by week. */
export function ChecklistFleetProgress() {
  const moments = useQuery(api.checklist.fleetHistory.queryOptions()).data?.moments ?? [];
  if (moments.length < 2) return null;
  const shares = moments.flatMap(({ score }) => score.share ?? []);
  return (
    <Panel
      title="Progress over time"
      aside={
        shares.length < 2 ? undefined : (
          <Sparkline
            values={shares}
            width={96}
            label={`Score from ${percent(shares[0] ?? 0)} to ${percent(shares.at(-1) ?? 0)} over ${shares.length} weeks`}
          />
        )
      }
    >
      <Table caption="Weeks, and where the checklist stood then">
        <thead>
          <tr>
            <th scope="col">As of</th>
            <th scope="col" className="num">
              Clusters
            </th>
            <th scope="col">Score</th>
            <th scope="col">Assessed</th>
            <th scope="col" className="num">
              Failed
            </th>
            <th scope="col" className="num">
              Open
            </th>
            <th scope="col" className="num">
              Attested
            </th>
            <th scope="col" className="num">
              Met
            </th>
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
              <td data-label="Score">{score.share === undefined ? "no number" : percent(score.share)}</td>
              <td data-label="Assessed">
                <CoverageBar share={score.coverage === 0 ? undefined : score.coverage} />
              </td>
              <td data-label="Failed" className="num">
                {score.counts.failed}
              </td>
              <td data-label="Open" className="num">
                {score.counts.open}
              </td>
              <td data-label="Attested" className="num">
                {score.counts.attested}
              </td>
              <td data-label="Met" className="num">
                {score.counts.met}
              </td>
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
