import type { ContentOf } from "#contracts/reports.ts";
import { SubjectIcon } from "../access/subject.tsx";
import { subjectLabel } from "../access/subject-words.ts";
import { decisionWords, stateWords } from "../reviews/review-words.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Table } from "../ui/table.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { NotSeen } from "./not-seen.tsx";
import { counted, utc, utcDay } from "./report-words.ts";

type Content = ContentOf<"review">;

/** A signed-off access review: every subject, what it may do, what was decided, by whom and when. */
function ReviewContent({ content, report }: ContentProps<"review">) {
  const fleet = new Set(content.items.map(({ cluster }) => cluster)).size > 1 || report.restsOn.length > 1;
  const { signedOff } = content;
  return (
    <>
      <p className="mb-1 text-ink-2">
        Signed off by <b className="font-label text-ink">{visibleText(signedOff.by)}</b> on {utc(signedOff.at)}. Reviewers:{" "}
        {content.reviewers.map(visibleText).join(", ")}.
      </p>
      {signedOff.note === undefined ? null : (
        <p className="mb-3 whitespace-pre-line text-ink-2 [overflow-wrap:anywhere]">“{visibleText(signedOff.note)}”</p>
      )}
      {report.redaction.pseudonyms ? (
        <p className="mb-3 text-ink-2">What reviewers wrote is left out: a note may name somebody.</p>
      ) : null}
      <div className="mt-4 rounded-panel border border-line bg-panel print:border-line-strong">
        <Table
          caption="Subjects and decisions"
          className="[&_tbody_th]:align-top [&_td]:whitespace-normal [&_td]:py-1.5 [&_td]:align-top"
        >
          <thead>
            <tr>
              <th scope="col">Subject</th>
              <th scope="col">What it may do</th>
              <th scope="col">Decision</th>
            </tr>
          </thead>
          <tbody>
            {content.items.map((item) => (
              <Line key={JSON.stringify([item.cluster, item.subject])} item={item} fleet={fleet} />
            ))}
          </tbody>
        </Table>
      </div>
      {report.page === 1 ? <Departed content={content} /> : null}
      {content.gaps.length === 0 ? null : (
        <NotSeen gaps={content.gaps}>Other subjects may hold what this review was about.</NotSeen>
      )}
    </>
  );
}

function Line({ item, fleet }: { item: Content["items"][number]; fleet: boolean }) {
  return (
    <tr className="break-inside-avoid">
      <th scope="row" className="!whitespace-normal max-w-64 py-1.5">
        <span className="flex items-start gap-2">
          <SubjectIcon kind={item.subject.kind} className="mt-0.5" />
          <span className="min-w-0">
            <code className="block text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(item.subject)}</code>
            {fleet ? <code className="block text-12 text-ink-3 [unicode-bidi:isolate]">{visibleText(item.cluster)}</code> : null}
          </span>
        </span>
      </th>
      <td data-label="What it may do" className="all">
        <p className="[overflow-wrap:anywhere]">
          <bdi>{visibleText(item.sentence)}</bdi>
        </p>
        {item.bindings.length === 0 ? null : (
          <p className="text-12 text-ink-3 [overflow-wrap:anywhere]">
            <code className="[unicode-bidi:isolate]">{item.bindings.map(visibleText).join(", ")}</code>
            {item.moreBindings > 0 ? ` and ${counted(item.moreBindings, "more binding")}` : ""}
          </p>
        )}
        {item.notAssessed ? (
          <p className="flex items-center gap-1.5 text-12 text-ink-2">
            <VerdictGlyph verdict="notAssessed" />
            not assessed in full: it may hold more
          </p>
        ) : null}
        <LastTime item={item} />
      </td>
      <td data-label="Decision" className="all">
        <b className="font-label">{item.decision === undefined ? "not decided" : decisionWords[item.decision]}</b>
        {item.decidedAt === undefined ? null : (
          <span className="block text-12 text-ink-3">
            {visibleText(item.decidedBy ?? "")}, {utcDay(item.decidedAt)}
          </span>
        )}
        {item.note === undefined ? null : (
          <span className="block whitespace-pre-line text-12 text-ink-2 [overflow-wrap:anywhere]">{visibleText(item.note)}</span>
        )}
      </td>
    </tr>
  );
}

function LastTime({ item: { previous, gained } }: { item: Content["items"][number] }) {
  if (previous === undefined) return null;
  const state = previous.state === undefined ? "" : `: ${stateWords(previous.state)}`;
  return (
    <p className="text-12 text-ink-2">
      {utcDay(previous.at)}: {decisionWords[previous.decision].toLowerCase()}
      {state}
      {gained > 0 ? `; gained ${counted(gained, "right or binding", "rights or bindings")} since` : ""}
    </p>
  );
}

function Departed({ content: { departed } }: { content: Content }) {
  if (departed.length === 0) return null;
  return (
    <section aria-labelledby="departed" className="mt-8">
      <h2 id="departed" className="mb-2 text-16">
        Decided to be removed before, and not in this review
      </h2>
      <ul className="rounded-panel border border-line bg-panel px-4 py-2 print:border-line-strong">
        {departed.map((one) => (
          <li key={JSON.stringify([one.cluster, one.subject])} className="flex flex-wrap gap-x-2 py-0.5">
            <SubjectIcon kind={one.subject.kind} />
            <code className="[overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(one.subject)}</code>
            <span className="text-ink-2">
              decided on {utcDay(one.decidedAt)}: {stateWords(one.state)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export const reviewFace: ReportFace<"review"> = {
  name: "Access review",
  lede({ progress, may }) {
    const { subjects, keep, remove, ask, notAssessed } = progress;
    const about = may === undefined ? "" : ` who may ${may}`;
    const asked = ask === 0 ? "" : `, ${ask.toLocaleString("en-GB")} to be asked about`;
    const blind = notAssessed === 0 ? "" : ` ${counted(notAssessed, "subject")} could not be seen in full.`;
    return `${counted(subjects, "subject")}${about}: ${keep.toLocaleString("en-GB")} to keep, ${remove.toLocaleString("en-GB")} to remove${asked}.${blind}`;
  },
  Content: ReviewContent,
};
