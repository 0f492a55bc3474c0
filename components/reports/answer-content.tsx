import type { Chain } from "#contracts/access.ts";
import type { ContentOf } from "#contracts/reports.ts";
import { chainKey, chainScope, chainSteps } from "../access/chain-steps.ts";
import { ruleText } from "../access/rule-lines.ts";
import { SubjectIcon } from "../access/subject.tsx";
import { type SubjectName, subjectKey, subjectLabel } from "../access/subject-words.ts";
import { leadWords } from "../access/who-can-answer.ts";
import { GapList } from "../scans/gap-list.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { ContentProps, ReportFace } from "./face.ts";
import { counted } from "./report-words.ts";

type Content = ContentOf<"answer">;
type Holder = Content["holders"][number];

/** More namespaces than these are counted. */
const named = 12;

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
      {complete ? null : (
        <section
          aria-labelledby="not-seen"
          className="hatch mt-8 overflow-hidden rounded-panel border border-unseen border-dashed"
        >
          <div className="ml-4 border-unseen border-l border-dashed bg-panel px-4 py-3">
            <h2 id="not-seen" className="flex items-center gap-1.5 text-14">
              <VerdictGlyph verdict="notAssessed" />
              Not everything could be seen
            </h2>
            <p className="mb-2 text-ink-2">What is shown is proven. There may be more.</p>
            <GapList gaps={gaps} />
          </div>
        </section>
      )}
    </>
  );
}

function HolderRow({ holder }: { holder: Holder }) {
  const { subject, scope, chains, more } = holder;
  return (
    <li className="border-line border-b px-4 py-2.5 last:border-b-0">
      <p className="flex items-start gap-2">
        <SubjectIcon kind={subject.kind} className="mt-0.5" />
        <span className="min-w-0">
          <code className="font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{subjectLabel(subject)}</code>
          {Array.isArray(scope) && scope.length > 0 ? (
            <span className="text-12 text-ink-3 [overflow-wrap:anywhere]"> in {spacesWords(scope)}</span>
          ) : null}
        </span>
      </p>
      <ol className="mt-1 grid gap-1.5 pl-5.5">
        {chains.map((chain) => (
          <Way key={chainKey(chain)} chain={chain} holder={subject} />
        ))}
      </ol>
      {more > 0 ? <p className="mt-1 pl-5.5 text-12 text-ink-3">and {counted(more, "more way")} of the same subject</p> : null}
    </li>
  );
}

function spacesWords(names: readonly string[]): string {
  const shown = names.slice(0, named).map(visibleText).join(", ");
  return names.length > named ? `${shown} and ${counted(names.length - named, "more namespace")}` : shown;
}

function Way({ chain, holder }: { chain: Chain; holder: SubjectName }) {
  if (chain.via.kind === "bypass")
    return <li className="text-12 text-ink-2">The API server allows it before RBAC is asked: no binding gives it.</li>;
  const steps = chainSteps(chain, holder).slice(1);
  return (
    <li className="break-inside-avoid text-12 text-ink-3">
      <p className="[overflow-wrap:anywhere]">
        {steps.map(({ what, namespace, name }) => (
          <span key={`${what} ${namespace ?? ""}/${name}`}>
            ← {what}{" "}
            <code className="text-ink-2 [unicode-bidi:isolate]">
              {visibleText(namespace === undefined ? name : `${namespace}/${name}`)}
            </code>{" "}
          </span>
        ))}
        · {visibleText(chainScope(chain))}
      </p>
      {chain.rule === undefined ? null : (
        <p className="[overflow-wrap:anywhere]">
          <code className="text-ink-2">{visibleText(ruleText(chain.rule).replaceAll("\n", "; "))}</code>
        </p>
      )}
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
