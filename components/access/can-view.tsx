"use client";
import { Ban, Check } from "lucide-react";
import type { AskedCluster } from "#contracts/access/ask.ts";
import type { AskedQuestion, AskedSubject } from "#core/rbac/ask/question.ts";
import { formatSubjectWords } from "#core/rbac/ask/subject.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState } from "../ui/states.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { NotInAnswer, RestsOn } from "./answer-aside.tsx";
import type { Answered } from "./answer-view.tsx";
import { askedOf, beyond } from "./asked-words.ts";
import { bindingsOf } from "./chain-steps.ts";
import { ChainList } from "./holder-line.tsx";
import { MissingView } from "./missing-view.tsx";
import { QuestionTitle } from "./question-title.tsx";
import { counted, subjectLabel } from "./subject-words.ts";

type Verdict = NonNullable<AskedCluster["verdict"]>;

export const verdictWords: Readonly<Record<Verdict, string>> = {
  allowed: "can",
  notAllowed: "cannot",
  unknown: "may or may not be able to",
};

/** A yes of RBAC is neither good nor bad, so it has none of the verdicts' colours. What is not known looks as it does everywhere. */
export function VerdictMark({ verdict, className }: { verdict: Verdict; className: string }) {
  if (verdict === "unknown") return <VerdictGlyph verdict="notAssessed" className={className} />;
  return verdict === "allowed" ? <Check aria-hidden className={className} /> : <Ban aria-hidden className={className} />;
}

/** The subject, at the beginning of a sentence. */
export function Who({ as }: { as: AskedSubject }) {
  const name = <code className="[unicode-bidi:isolate]">{subjectLabel(as)}</code>;
  if (as.kind === "Group") return <>A member of {name}</>;
  if (as.kind !== "User" || as.groups === undefined) return name;
  return (
    <>
      {name} in <code className="[unicode-bidi:isolate]">{visibleText(as.groups.join(", "))}</code>
    </>
  );
}

/** @returns the subject as chains are told from. */
export function holderOf(as: AskedSubject) {
  return as.kind === "ServiceAccount"
    ? { kind: as.kind, namespace: as.namespace, name: as.name }
    : { kind: as.kind, name: as.name };
}

/** Whether one subject can do something, with every chain that allows it, or what is missing. */
export function CanView({ scanId, question, answer }: Answered & { scanId: string }) {
  const [found] = answer.clusters;
  if (found?.verdict === undefined || question.as === undefined)
    return (
      <EmptyState icon={<VerdictGlyph verdict="notAssessed" />} title="Not assessed">
        {found?.reason}
      </EmptyState>
    );
  return (
    <>
      <Answer
        title={
          <>
            <VerdictMark verdict={found.verdict} className="mr-3 mb-1 inline size-6" />
            <Who as={question.as} /> {verdictWords[found.verdict]} <QuestionTitle question={question} />.
          </>
        }
      >
        <p>{explanation(found)}</p>
        {beyond(answer.understood, question) === undefined ? null : (
          <p className="text-13 text-ink-3">
            <bdi>{answer.understood}</bdi>
          </p>
        )}
      </Answer>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_264px]">
        <div className="grid min-w-0 gap-4">
          {found.verdict === "notAllowed" ? (
            <MissingView found={found} asked={askedOf(question)} as={question.as} />
          ) : (
            <Why found={found} question={question} as={question.as} />
          )}
        </div>
        <div className="grid gap-4">
          <Verbs found={found} />
          {found.gaps.length === 0 ? null : <NotInAnswer scanId={scanId} gaps={found.gaps} />}
          <RestsOn scanId={scanId} />
        </div>
      </div>
    </>
  );
}

function Why({ found, question, as }: { found: AskedCluster; question: AskedQuestion; as: AskedSubject }) {
  const because = found.because ?? [];
  return (
    <Panel title="Why" aside={because.length === 0 ? undefined : counted(because.length, "chain")}>
      {because.length === 0 ? (
        <EmptyState icon={<VerdictGlyph verdict="notAssessed" />} title="Not assessed" className="py-8">
          Nothing that was read allows it to {visibleText(formatSubjectWords(as))}, but not everything could be read.
        </EmptyState>
      ) : (
        <div className="p-4">
          <ChainList chains={because} holder={holderOf(as)} asked={askedOf(question)} />
        </div>
      )}
    </Panel>
  );
}

/** Of several verbs any will do: which of them it is. */
function Verbs({ found: { verbs = [] } }: { found: AskedCluster }) {
  if (verbs.length < 2) return null;
  return (
    <Panel title="Verb by verb">
      <ul className="grid gap-1 px-4 py-3 text-12 leading-5">
        {verbs.map(({ verb, verdict }) => (
          <li key={verb} className="flex items-center gap-2">
            <VerdictMark verdict={verdict} className="size-3.5 flex-none" />
            <span>
              {verdictWords[verdict]} <code>{visibleText(verb)}</code>
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** @returns what a verdict means. */
function explanation(answer: AskedCluster): string {
  const bindings = bindingsOf(answer.because ?? []).length;
  if (answer.verdict === "allowed") {
    return bindings === 0
      ? "The API server allows it before RBAC is asked."
      : `To take this away, change ${counted(bindings, "binding")}.`;
  }
  if (answer.verdict === "notAllowed") return "No rule of RBAC allows it. Another authorizer of the API server could.";
  return "Roles or bindings that could give it were not readable. It is neither allowed nor refused here.";
}
