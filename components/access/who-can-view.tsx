"use client";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import type { WhoCan } from "#contracts/access.ts";
import { Button } from "../ui/button.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState, ErrorState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { NotInAnswer, RestsOn } from "./answer-aside.tsx";
import { gapSummary } from "./gap-summary.ts";
import { HolderLine } from "./holder-line.tsx";
import { beyond, type Question } from "./question.ts";
import type { Asked } from "./rule-lines.ts";
import { counted, countOf, subjectKey } from "./subject-words.ts";
import { type Holder, kindsOf, leadWords, type Section, sections, splitWords } from "./who-can-answer.ts";

type WhoCanQuestion = Extract<Question, { kind: "whoCan" }>;

function whoCanOptions(scanId: string, { verb, resource, subresource, namespace }: WhoCanQuestion) {
  const input = {
    id: scanId,
    verb,
    resource,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
  };
  return api.access.whoCan.queryOptions({ input, staleTime: Number.POSITIVE_INFINITY });
}

/** @returns what of a rule answers the question, as far as the question says it. */
export function askedOf({ verb, resource, subresource }: Question): Asked {
  if (resource.startsWith("/")) return { verbs: [verb] };
  const [plural = "", ...group] = (resource.split("/")[0] ?? "").split(".");
  return { verbs: [verb], group: group.join("."), resource: subresource === undefined ? plural : `${plural}/${subresource}` };
}

/** Everybody who can, each with the chains that give it. */
export function WhoCanView({ scanId, question }: { scanId: string; question: WhoCanQuestion }) {
  const query = useQuery(whoCanOptions(scanId, question));
  if (query.data !== undefined) return <Found scanId={scanId} question={question} answer={query.data} />;
  if (query.isError) return <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />;
  return (
    <div aria-busy="true">
      <Skeleton className="mb-3 h-9 w-4/5" />
      <Skeleton className="mb-6 h-4 w-2/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={8} columns={4} />
      </div>
    </div>
  );
}

function targetWords(question: Question) {
  const what = question.subresource === undefined ? question.resource : `${question.resource}/${question.subresource}`;
  return (
    <>
      {question.verb} <code className="[unicode-bidi:isolate]">{what}</code>
      {question.namespace === undefined ? null : (
        <>
          {" "}
          in <code className="[unicode-bidi:isolate]">{question.namespace}</code>
        </>
      )}
    </>
  );
}

function Found({ scanId, question, answer }: { scanId: string; question: WhoCanQuestion; answer: WhoCan }) {
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const parts = sections(answer.subjects);
  const count = answer.subjects.length;
  const split = splitWords(parts, question.namespace);
  return (
    <>
      <Answer
        title={
          <>
            {leadWords(count, answer.complete)} {targetWords(question)}
            {count === 0 ? "." : `: ${split}.`}
          </>
        }
      >
        {answer.complete ? null : (
          <p className="flex items-start gap-2">
            <VerdictGlyph verdict="notAssessed" className="mt-1" />
            <span>
              {gapSummary(answer.gaps) === "" ? "Not everything could be read" : gapSummary(answer.gaps)}, so there may be more.
            </span>
          </p>
        )}
        {beyond(answer.understood, question) === undefined ? null : (
          <p className="text-13 text-ink-3">
            <bdi>{answer.understood}</bdi>
          </p>
        )}
      </Answer>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_264px]">
        <div ref={list} className="min-w-0">
          {count === 0 ? (
            <Panel>
              <EmptyState title={answer.complete ? "No rule of any binding allows it" : "None that was seen allows it"}>
                {answer.complete
                  ? "Every role and every binding of the cluster was read. RBAC cannot deny: nobody here means that no rule allows it."
                  : "Bindings or roles are missing from this scan. Somebody may hold the right through one of them."}
              </EmptyState>
            </Panel>
          ) : (
            <Sections parts={parts} namespace={question.namespace} asked={askedOf(question)} />
          )}
        </div>
        <div className="grid gap-4">
          {count === 0 ? null : <Kinds holders={answer.subjects} />}
          {answer.complete ? null : <NotInAnswer scanId={scanId} gaps={answer.gaps} />}
          <RestsOn scanId={scanId} />
        </div>
      </div>
    </>
  );
}

function Kinds({ holders }: { holders: readonly Holder[] }) {
  return (
    <Panel title={holders.length === 1 ? "Who it is" : `Who the ${holders.length.toLocaleString("en")} are`}>
      <ul className="grid gap-1 px-4 py-3 text-12 leading-5">
        {kindsOf(holders).map(({ kind, count }) => (
          <li key={kind}>{countOf(kind, count)}</li>
        ))}
      </ul>
    </Panel>
  );
}

interface SectionsProps {
  readonly parts: Readonly<Record<Section, readonly Holder[]>>;
  readonly namespace: string | undefined;
  readonly asked: Asked;
}

function Sections({ parts, namespace, asked }: SectionsProps) {
  const titles: Readonly<Record<Section, { title: string; how: string }>> = {
    cluster: { title: "Cluster-wide", how: "← ClusterRoleBinding ← ClusterRole ← rule" },
    namespaces: {
      title: namespace === undefined ? "In namespaces" : `In ${namespace} only`,
      how: "← RoleBinding ← ClusterRole or Role ← rule",
    },
    builtIn: { title: "Built in", how: "before RBAC" },
  };
  const shown = (["cluster", "namespaces", "builtIn"] as const).filter((section) => parts[section].length > 0);
  return (
    <Panel aria-label="Proof, subject by subject">
      {shown.map((section) => (
        <Part key={section} {...titles[section]} holders={parts[section]} asked={asked} />
      ))}
    </Panel>
  );
}

const step = 100;

function Part({ title, how, holders, asked }: { title: string; how: string; holders: readonly Holder[]; asked: Asked }) {
  const [most, setMost] = useState(step);
  return (
    <section className="border-line border-b last:border-b-0">
      <h2 className="flex min-h-8 flex-wrap items-center gap-x-2 border-line border-b bg-sunk px-4 py-1 font-normal text-12 text-ink-3 first:rounded-t-panel">
        <b className="font-semibold text-13 text-ink">
          <bdi>{title}</bdi>
        </b>
        {counted(holders.length, "subject")} {how}
      </h2>
      <ul>
        {holders.slice(0, most).map((holder) => (
          <HolderLine key={subjectKey(holder)} holder={holder} asked={asked} />
        ))}
      </ul>
      {holders.length > most ? (
        <div className="flex justify-center border-line border-t p-2">
          <Button size="small" onClick={() => setMost(most + step * 5)}>
            Show more of {holders.length.toLocaleString("en")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
