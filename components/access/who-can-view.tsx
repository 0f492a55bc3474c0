"use client";
import { useRef } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import type { AskedQuestion } from "#core/rbac/ask/question.ts";
import { Button } from "../ui/button.tsx";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState } from "../ui/states.tsx";
import { NotInAnswer, RestsOn } from "./answer-aside.tsx";
import type { Answered } from "./answer-view.tsx";
import { askedOf, beyond } from "./asked-words.ts";
import { gapSummary } from "./gap-summary.ts";
import { HolderLine } from "./holder-line.tsx";
import { QuestionTitle } from "./question-title.tsx";
import type { Asked } from "./rule-lines.ts";
import { counted, countOf, subjectKey } from "./subject-words.ts";
import { type Holder, holderOfOne, leadWords, type Section, sections, splitWords } from "./who-can-answer.ts";

/** Everybody who can, each with the chains that give it. */
export function WhoCanView({ scanId, question, answer, holders, more, busy }: Answered & { scanId: string }) {
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const subjects = holders.map(holderOfOne);
  const split = splitWords(answer.split, typeof question.place === "object");
  const gaps = answer.clusters.flatMap((cluster) => cluster.gaps);
  return (
    <>
      <Answer
        title={
          <>
            {leadWords(answer.total, answer.complete)} <QuestionTitle question={question} />
            {answer.total === 0 ? "." : `: ${split}.`}
          </>
        }
      >
        {answer.complete ? null : (
          <p className="flex items-start gap-2">
            <VerdictGlyph verdict="notAssessed" className="mt-1" />
            <span>{gapSummary(gaps) === "" ? "Not everything could be read" : gapSummary(gaps)}, so there may be more.</span>
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
          {answer.total === 0 ? (
            <Panel>
              <EmptyState title={answer.complete ? "No rule of any binding allows it" : "None that was seen allows it"}>
                {answer.complete
                  ? "Every role and every binding of the cluster was read. RBAC cannot deny: nobody here means that no rule allows it."
                  : "Bindings or roles are missing from this scan. Somebody may hold the right through one of them."}
              </EmptyState>
            </Panel>
          ) : (
            <Sections parts={sections(subjects)} question={question} />
          )}
          <MoreHolders shown={holders.length} total={answer.total} more={more} busy={busy} />
        </div>
        <div className="grid gap-4">
          {answer.total === 0 ? null : <Kinds answer={answer} />}
          {answer.complete ? null : <NotInAnswer scanId={scanId} gaps={gaps} />}
          <RestsOn scanId={scanId} />
        </div>
      </div>
    </>
  );
}

/** The way to the holders that are not shown yet. */
export function MoreHolders({ shown, total, more, busy }: { shown: number; total: number } & Pick<Answered, "more" | "busy">) {
  if (more === undefined) return null;
  return (
    <div className="flex justify-center p-3">
      <Button size="small" busy={busy} onClick={more}>
        Show more: {shown.toLocaleString("en")} of {total.toLocaleString("en")} are here
      </Button>
    </div>
  );
}

/** How many of each kind of subject there are. */
export function Kinds({ answer: { kinds, total } }: Pick<Answered, "answer">) {
  return (
    <Panel title={total === 1 ? "Who it is" : `Who the ${total.toLocaleString("en")} are`}>
      <ul className="grid gap-1 px-4 py-3 text-12 leading-5">
        {(["ServiceAccount", "Group", "User"] as const).map((kind) => (
          <li key={kind}>{countOf(kind, kinds[kind])}</li>
        ))}
      </ul>
    </Panel>
  );
}

interface SectionsProps {
  readonly parts: Readonly<Record<Section, readonly Holder[]>>;
  readonly question: AskedQuestion;
}

function Sections({ parts, question }: SectionsProps) {
  const { place } = question;
  const titles: Readonly<Record<Section, { title: string; how: string }>> = {
    cluster: { title: "Cluster-wide", how: "← ClusterRoleBinding ← ClusterRole ← rule" },
    namespaces: {
      title: typeof place === "object" ? `In ${place.namespace} only` : "In namespaces",
      how: "← RoleBinding ← ClusterRole or Role ← rule",
    },
    builtIn: { title: "Built in", how: "before RBAC" },
  };
  const shown = (["cluster", "namespaces", "builtIn"] as const).filter((section) => parts[section].length > 0);
  return (
    <Panel aria-label="Proof, subject by subject">
      {shown.map((section) => (
        <Part key={section} {...titles[section]} holders={parts[section]} asked={askedOf(question)} />
      ))}
    </Panel>
  );
}

function Part({ title, how, holders, asked }: { title: string; how: string; holders: readonly Holder[]; asked: Asked }) {
  return (
    <section className="border-line border-b last:border-b-0">
      <h2 className="flex min-h-8 flex-wrap items-center gap-x-2 border-line border-b bg-sunk px-4 py-1 font-normal text-12 text-ink-3 first:rounded-t-panel">
        <b className="font-semibold text-13 text-ink">
          <bdi>{title}</bdi>
        </b>
        {counted(holders.length, "subject")} {how}
      </h2>
      <ul>
        {holders.map((holder) => (
          <HolderLine key={subjectKey(holder)} holder={holder} asked={asked} />
        ))}
      </ul>
    </section>
  );
}
