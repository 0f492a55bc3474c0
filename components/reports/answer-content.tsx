import type { ContentOf } from "#contracts/reports.ts";
import { chainKey } from "../access/chain-steps.ts";
import { subjectKey, subjectLabel } from "../access/subject-words.ts";
import { leadWords } from "../access/who-can-answer.ts";
import { visibleText } from "../ui/visible-text.ts";
import { ChainLine } from "./chain-line.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { NotSeen } from "./not-seen.tsx";
import { counted, placesWords } from "./report-words.ts";
import { ReportSubject } from "./subject-name.tsx";

type Content = ContentOf<"answer">;
type Holder = Content["holders"][number];

/** An answer of Ask with its proof, way by way from the subject to the rule. */
function AnswerContent({ content }: ContentProps<"answer">) {
  const { holders, as, complete, gaps, understood } = content;
  return (
    <>
      <p className="mb-3 text-ink-2">
        By RBAC; what other authorizers allow is not in it.
        {understood === undefined ? "" : ` It was understood as: “${visibleText(understood).replace(/[.]$/, "")}”.`}
      </p>
      {holders.length === 0 ? (
        <p className="rounded-panel border border-line bg-panel px-4 py-6 text-ink-2">
          {complete
            ? "No rule of any binding allows it."
            : "None that was seen allows it. That is not the same as nobody having it."}
        </p>
      ) : (
        <ol
          aria-label={as === undefined ? "Who can" : "Why"}
          className="rounded-panel border border-line bg-panel print:border-line-strong"
        >
          {holders.map((holder) => (
            <HolderRow key={subjectKey(holder.subject)} holder={holder} />
          ))}
        </ol>
      )}
      {complete ? null : <NotSeen gaps={gaps}>What is shown is proven. There may be more.</NotSeen>}
    </>
  );
}

function HolderRow({ holder }: { holder: Holder }) {
  const { subject, scope, chains, more } = holder;
  return (
    <li className="border-line border-b px-4 py-2.5 last:border-b-0">
      <p className="flex flex-wrap items-start gap-x-2">
        <ReportSubject subject={subject} />
        {Array.isArray(scope) && scope.length > 0 ? (
          <span className="text-12 text-ink-3 [overflow-wrap:anywhere]">in {placesWords(scope)}</span>
        ) : null}
      </p>
      <ol className="mt-1 grid gap-1.5 pl-5.5">
        {chains.map((chain) => (
          <ChainLine key={chainKey(chain)} chain={chain} holder={subject} />
        ))}
      </ol>
      {more > 0 ? <p className="mt-1 pl-5.5 text-12 text-ink-3">and {counted(more, "more way")} of the same subject</p> : null}
    </li>
  );
}

const verdicts = { allowed: "can", notAllowed: "cannot", unknown: "may or may not be able to" } as const;

function whoOf({ groups, ...subject }: NonNullable<Content["as"]>): string {
  const name = subject.kind === "Group" ? `A member of ${subjectLabel(subject)}` : subjectLabel(subject);
  return groups === undefined ? name : `${name} in ${visibleText(groups.join(", "))}`;
}

export const answerFace: ReportFace<"answer"> = {
  name: "Answer",
  lede({ asked, as, verdict, complete }, total) {
    const lead = as === undefined || verdict === undefined ? leadWords(total, complete) : `${whoOf(as)} ${verdicts[verdict]}`;
    return `${lead} ${visibleText(asked)}.`;
  },
  Content: AnswerContent,
};
