"use client";
import { useQuery } from "@tanstack/react-query";
import { Ban, Check } from "lucide-react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { CanI } from "#contracts/access.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState, ErrorState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { NotInAnswer, RestsOn } from "./answer-aside.tsx";
import { bindingsOf } from "./chain-steps.ts";
import { ChainList } from "./holder-line.tsx";
import { type Asker, beyond, formatAsker, identityOf, type Question } from "./question.ts";
import { counted, subjectLabel } from "./subject-words.ts";
import { askedOf } from "./who-can-view.tsx";

type CanQuestion = Extract<Question, { kind: "can" }>;

function canOptions(scanId: string, { as, verb, resource, subresource, namespace }: CanQuestion) {
  const place = { ...(subresource === undefined ? {} : { subresource }), ...(namespace === undefined ? {} : { namespace }) };
  return api.access.canI.queryOptions({
    input: { id: scanId, verb, resource, ...place, ...identityOf(as) },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

const words: Readonly<Record<CanI["verdict"], string>> = {
  allowed: "can",
  notAllowed: "cannot",
  unknown: "may or may not be able to",
};

/** A yes of RBAC is neither good nor bad, so it has none of the verdicts' colours. What is not known looks as it does everywhere. */
function Mark({ verdict }: { verdict: CanI["verdict"] }) {
  const place = "mr-3 mb-1 inline size-6";
  if (verdict === "unknown") return <VerdictGlyph verdict="notAssessed" className={place} />;
  return verdict === "allowed" ? <Check aria-hidden className={place} /> : <Ban aria-hidden className={place} />;
}

/** Whether one subject can do something, with every chain that allows it. */
export function CanView({ scanId, question }: { scanId: string; question: CanQuestion }) {
  const query = useQuery(canOptions(scanId, question));
  if (query.data !== undefined) return <Verdict scanId={scanId} question={question} answer={query.data} />;
  if (query.isError) return <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />;
  return (
    <div aria-busy="true">
      <Skeleton className="mb-6 h-9 w-3/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={3} columns={3} />
      </div>
    </div>
  );
}

function Who({ as }: { as: Asker }) {
  const name = <code className="[unicode-bidi:isolate]">{subjectLabel(as)}</code>;
  return as.kind === "Group" ? <>A member of {name}</> : name;
}

function holderOf(as: Asker) {
  return as.kind === "ServiceAccount"
    ? { kind: as.kind, namespace: as.namespace, name: as.name }
    : { kind: as.kind, name: as.name };
}

function Verdict({ scanId, question, answer }: { scanId: string; question: CanQuestion; answer: CanI }) {
  const what = question.subresource === undefined ? question.resource : `${question.resource}/${question.subresource}`;
  const bindings = bindingsOf(answer.because);
  return (
    <>
      <Answer
        title={
          <>
            <Mark verdict={answer.verdict} />
            <Who as={question.as} /> {words[answer.verdict]} {question.verb}{" "}
            <code className="[unicode-bidi:isolate]">{what}</code>
            {question.namespace === undefined ? null : (
              <>
                {" "}
                in <code className="[unicode-bidi:isolate]">{question.namespace}</code>
              </>
            )}
            .
          </>
        }
      >
        <p>{explanation(answer, bindings.length)}</p>
        {beyond(answer.understood, question) === undefined ? null : (
          <p className="text-13 text-ink-3">
            <bdi>{answer.understood}</bdi>
          </p>
        )}
      </Answer>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_264px]">
        <Panel title="Why" aside={answer.because.length === 0 ? undefined : counted(answer.because.length, "chain")}>
          {answer.because.length === 0 ? (
            <EmptyState
              icon={answer.verdict === "unknown" ? <VerdictGlyph verdict="notAssessed" /> : undefined}
              title={answer.verdict === "unknown" ? "Not assessed" : "No rule allows it"}
              className="py-8"
            >
              {answer.verdict === "unknown"
                ? `Nothing that was read allows it to ${formatAsker(question.as)}, but not everything could be read.`
                : "Every role and binding that could give it was read, and none does."}
            </EmptyState>
          ) : (
            <div className="p-4">
              <ChainList chains={answer.because} holder={holderOf(question.as)} asked={askedOf(question)} />
            </div>
          )}
        </Panel>
        <div className="grid gap-4">
          {answer.gaps.length === 0 ? null : <NotInAnswer scanId={scanId} gaps={answer.gaps} />}
          <RestsOn scanId={scanId} />
        </div>
      </div>
    </>
  );
}

function explanation(answer: CanI, bindings: number): string {
  if (answer.verdict === "allowed") {
    return bindings === 0
      ? "The API server allows it before RBAC is asked."
      : `To take this away, change ${counted(bindings, "binding")}.`;
  }
  if (answer.verdict === "notAllowed") return "No rule of RBAC allows it. Another authorizer of the API server could.";
  return "Roles or bindings that could give it were not readable. It is neither allowed nor refused here.";
}
