import type { PathRow } from "#contracts/access/paths.ts";
import type { ContentOf } from "#contracts/reports.ts";
import { subjectKey } from "../access/subject-words.ts";
import { bindingLabel, countsTo, endLabel, endWords, escalateWords } from "../paths/path-words.ts";
import { Way } from "../paths/position.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Table } from "../ui/table.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { NotFollowed } from "./not-followed.tsx";
import { NotSeen } from "./not-seen.tsx";
import { counted } from "./report-words.ts";
import { ReportSubject } from "./subject-name.tsx";

type Content = ContentOf<"paths">;

/** Who escalates to an end, each with the shortest way. */
function PathsContent({ content, report }: ContentProps<"paths">) {
  const { rows, sink, bestCut, complete, gaps, hiddenDefaults, notFollowed } = content;
  return (
    <>
      {bestCut === undefined ? null : (
        <p className="mb-1 text-ink-2 [overflow-wrap:anywhere]">
          Without <code className="text-ink [unicode-bidi:isolate]">{bindingLabel(bestCut.binding)}</code>{" "}
          {counted(bestCut.ends, "subject reaches", "subjects reach")} it no longer
          {bestCut.proven ? ", more than without any other binding" : ""}.
        </p>
      )}
      <p className="mb-3 text-ink-2">
        By the shortest way.
        {hiddenDefaults > 0
          ? ` ${counted(hiddenDefaults, "subject")} that Kubernetes itself made ${hiddenDefaults === 1 ? "is" : "are"} left out.`
          : ""}
      </p>
      <div className="rounded-panel border border-line bg-panel print:border-line-strong">
        {rows.length === 0 ? (
          <p className="px-4 py-6 text-ink-2">
            {complete ? `Nobody reaches ${endWords(sink)}.` : `Nobody that was seen reaches ${endWords(sink)}.`}
          </p>
        ) : (
          <Rows content={content} />
        )}
      </div>
      {report.page === 1 ? <NotFollowed list={notFollowed} /> : null}
      {complete ? null : <NotSeen gaps={gaps}>What is shown is proven. More subjects may have a path.</NotSeen>}
    </>
  );
}

function Rows({ content: { rows, sink } }: { content: Content }) {
  return (
    <Table
      caption={`Subjects and how they come to ${endWords(sink)}`}
      className="[&_tbody_th]:align-top [&_td]:whitespace-normal [&_td]:py-1.5 [&_td]:align-top"
    >
      <thead>
        <tr>
          <th scope="col">Subject</th>
          <th scope="col">Is</th>
          <th scope="col" className="num">
            Hops
          </th>
          <th scope="col">Way</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={subjectKey(row.subject)} row={row} sink={sink} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ row, sink }: { row: PathRow; sink: Content["sink"] }) {
  const own = row.reaches.find((reach) => reach.sink === sink);
  const others = row.reaches.filter((reach) => reach.sink !== sink && reach.verdict === "reached");
  return (
    <tr className="break-inside-avoid">
      <th scope="row" className="!whitespace-normal max-w-64 py-1.5">
        <ReportSubject subject={row.subject} />
      </th>
      <td data-label="Is" className="text-ink-2">
        {row.class}
      </td>
      <td data-label="Hops" className="num">
        {own?.verdict === "reached" ? own.direct ? "by itself" : own.hops : <VerdictGlyph verdict="notAssessed" labelled />}
      </td>
      <td data-label="Way" className="all">
        <Way way={row.way} />
        {others.length === 0 ? null : (
          <span className="block text-12 text-ink-3">also reaches {others.map((reach) => endLabel(reach.sink)).join(", ")}</span>
        )}
      </td>
    </tr>
  );
}

export const pathsFace: ReportFace<"paths"> = {
  name: "Escalation paths",
  lede(content) {
    const { direct, notAssessed } = countsTo(content, content.sink);
    const blind = notAssessed === 0 ? "" : ` For ${counted(notAssessed, "subject")} it could not be assessed.`;
    return `${escalateWords(content, content.sink)} ${counted(direct, "more has it", "more have it")} by a binding.${blind}`;
  },
  Content: PathsContent,
};
