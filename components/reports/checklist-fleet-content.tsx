import { fleetSentence, nameOfState, states } from "../posture/checklist-words.ts";
import { FleetItems } from "../posture/fleet-items.tsx";
import { ScoreStrip } from "../posture/score-strip.tsx";
import { CoverageBar, percent } from "../ui/hatch.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { counted } from "./report-words.ts";
import { Section } from "./section.tsx";

const name = (cluster: string) => <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(cluster)}</code>;

/** The checklist over all clusters, as it stood when the link was made. */
function ChecklistFleetContent({ content }: ContentProps<"checklist-fleet">) {
  const { clusters, items, score, rules, source } = content;
  return (
    <div className="grid gap-6">
      <ScoreStrip score={score} rules={rules} of={`items in ${counted(clusters.length, "cluster")}`} />
      <Section title="Clusters">
        <div className="rounded-panel border border-line bg-panel print:border-line-strong">
          <Table caption="Clusters and their scores">
            <thead>
              <tr>
                <th scope="col">Cluster</th>
                <th scope="col">Score</th>
                <th scope="col">Assessed</th>
                {states.map((state) => (
                  <th key={state} scope="col" className="num">
                    {nameOfState(state)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {clusters.map(({ name: cluster, score: own }) => (
                <tr key={cluster}>
                  <th scope="row">{name(cluster)}</th>
                  <td data-label="Score">{own.share === undefined ? "no number" : percent(own.share)}</td>
                  <td data-label="Assessed">
                    <CoverageBar share={own.coverage === 0 ? undefined : own.coverage} />
                  </td>
                  {states.map((state) => (
                    <td key={state} data-label={nameOfState(state)} className="num">
                      {own.counts[state]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </Table>
        </div>
      </Section>
      <FleetItems items={items} nameOf={name} />
      <p className="text-12 text-ink-3">{source}.</p>
    </div>
  );
}

export const checklistFleetFace: ReportFace<"checklist-fleet"> = {
  name: "Security checklist of all clusters",
  lede: ({ clusters, items }) => fleetSentence({ clusters: clusters.length, items }),
  Content: ChecklistFleetContent,
};
