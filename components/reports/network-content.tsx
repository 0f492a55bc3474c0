import type { ContentOf } from "#contracts/reports.ts";
import { ExposureTable } from "../posture/network/exposure-table.tsx";
import { NetworkNamespaces } from "../posture/network/network-namespaces.tsx";
import { answerOf, meshSentence, pluginSentence } from "../posture/network/network-words.ts";
import { ObjectName } from "../ui/object-name.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { Empty } from "./empty.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { NotSeen } from "./not-seen.tsx";
import { Section } from "./section.tsx";

/** Namespaces and what their policies leave open, who reaches whom, and what is open to the outside. */
function NetworkContent({ content }: ContentProps<"network">) {
  const mesh = meshSentence(content);
  const frame = "rounded-panel border border-line bg-panel print:border-line-strong";
  return (
    <div className="grid gap-6">
      <p className="text-ink-2">
        {pluginSentence(content)}
        {mesh === undefined ? "" : ` ${mesh}`}
      </p>
      {content.namespaces.length === 0 ? (
        <Empty />
      ) : (
        <>
          <div className={frame}>
            <NetworkNamespaces rows={content.namespaces} />
          </div>
          <Section title="Which namespaces reach which">
            <div className={frame}>
              <Reaches content={content} />
            </div>
          </Section>
        </>
      )}
      {content.exposures.length === 0 ? null : (
        <Section title="Open to the outside">
          <div className={frame}>
            <ExposureTable rows={content.exposures} />
          </div>
        </Section>
      )}
      {content.gaps.length === 0 ? null : (
        <NotSeen gaps={content.gaps}>What is shown is so. More may run, and reach more, than was seen.</NotSeen>
      )}
    </div>
  );
}

const columns = [
  ["All pods of", "aA"],
  ["Some pods of", "sS"],
  ["Not known of", "u"],
] as const;

function Reaches({ content: { namespaces, matrix } }: { content: ContentOf<"network"> }) {
  const used = namespaces.flatMap(({ name, workloads }, place) => (workloads > 0 ? [{ name, place }] : []));
  return (
    <Table caption="Which namespaces reach which" className="[&_td]:whitespace-normal">
      <thead>
        <tr>
          <th scope="col">Namespace</th>
          {columns.map(([name]) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {used.map(({ name, place }) => (
          <tr key={name} className="break-inside-avoid">
            <td data-label="Namespace">
              <ObjectName name={name} wrap />
            </td>
            {columns.map(([column, signs]) => (
              <td key={column} data-label={column} className="py-1.5 text-12 [overflow-wrap:anywhere]">
                {reachedBy(namespaces, matrix[place] ?? "", signs)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const mostNames = 12;

function reachedBy(namespaces: ContentOf<"network">["namespaces"], row: string, signs: string): string {
  const names = namespaces.flatMap(({ name }, place) => {
    const sign = row[place] ?? "u";
    const doubtful = sign !== sign.toLowerCase();
    return signs.includes(sign) ? [`${visibleText(name)}${doubtful ? " (of some pods not known)" : ""}`] : [];
  });
  if (names.length === 0) return "none";
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(", ")} and ${more} more` : names.join(", ");
}

export const networkFace: ReportFace<"network"> = {
  name: "Network",
  lede: (content) => answerOf(content),
  Content: NetworkContent,
};
