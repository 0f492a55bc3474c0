import { fleetSentence } from "../posture/checklist-words.ts";
import { FleetItems } from "../posture/fleet-items.tsx";
import { ScoreCells, ScoreHeadings } from "../posture/score-columns.tsx";
import { ScoreStrip } from "../posture/score-strip.tsx";
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
                <ScoreHeadings />
              </tr>
            </thead>
            <tbody>
              {clusters.map(({ name: cluster, score: own }) => (
                <tr key={cluster}>
                  <th scope="row">{name(cluster)}</th>
                  <ScoreCells score={own} />
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
