"use client";
import { ChevronRight } from "lucide-react";
import { useRef, useState } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import type { AskedHolder } from "#contracts/access/ask.ts";
import { Badge } from "../ui/badge.tsx";
import { cn } from "../ui/cn.ts";
import { Answer, Panel } from "../ui/panel.tsx";
import { EmptyState } from "../ui/states.tsx";
import { visibleText } from "../ui/visible-text.ts";
import type { Answered } from "./answer-view.tsx";
import { askedOf } from "./asked-words.ts";
import { FleetClusters } from "./fleet-clusters.tsx";
import { ChainList } from "./holder-line.tsx";
import { QuestionTitle } from "./question-title.tsx";
import type { Asked } from "./rule-lines.ts";
import { SubjectIcon } from "./subject.tsx";
import { counted, subjectKey, subjectLabel } from "./subject-words.ts";
import { leadWords } from "./who-can-answer.ts";
import { Kinds, MoreHolders } from "./who-can-view.tsx";

/** Everybody who can, over all clusters: each subject once, with the clusters where it holds. */
export function FleetWhoCanView({ question, answer, holders, more, busy }: Answered) {
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  const names = new Map(answer.clusters.map(({ cluster }) => [cluster.id, cluster.name]));
  const unsure = answer.clusters.filter(({ complete }) => !complete).length;
  const answered = answer.clusters.filter(({ state }) => state === "answered").length;
  return (
    <>
      <Answer
        title={
          <>
            {leadWords(answer.total, answer.complete)} <QuestionTitle question={question} />, over {counted(answered, "cluster")}.
          </>
        }
      >
        {unsure === 0 ? null : <p>{counted(unsure, "cluster")} could not be assessed in full, so there may be more.</p>}
      </Answer>
      <div className="grid gap-4">
        <FleetClusters
          clusters={answer.clusters}
          answer={({ subjects = 0, complete }) => <Count count={subjects} complete={complete} />}
        />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_264px]">
          <div ref={list} className="min-w-0">
            {holders.length === 0 ? (
              <Panel>
                <EmptyState title="None that was seen allows it">
                  No rule of any binding that was read allows it to anybody.
                </EmptyState>
              </Panel>
            ) : (
              <Panel title="Subject by subject">
                <ul>
                  {holders.map((holder) => (
                    <Line key={subjectKey(holder)} holder={holder} names={names} asked={askedOf(question)} />
                  ))}
                </ul>
              </Panel>
            )}
            <MoreHolders shown={holders.length} total={answer.total} more={more} busy={busy} />
          </div>
          <Kinds answer={answer} />
        </div>
      </div>
    </>
  );
}

function Count({ count, complete }: { count: number; complete: boolean }) {
  return (
    <>
      {complete ? "" : "at least "}
      {counted(count, "subject")}
      {complete ? null : <span className="text-unseen">: not everything was seen</span>}
    </>
  );
}

interface LineProps {
  readonly holder: AskedHolder;
  readonly names: ReadonlyMap<string, string>;
  readonly asked: Asked;
}

const shownClusters = 4;

function Line({ holder, names, asked }: LineProps) {
  const [open, setOpen] = useState(false);
  const { clusters } = holder;
  return (
    <li className={cn("border-line border-b last:border-b-0", open && "shadow-[inset_2px_0_0_var(--accent)]")}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-row
        className="grid min-h-10 w-full grid-cols-[12px_minmax(160px,280px)_minmax(0,1fr)] items-center gap-x-3 gap-y-1 px-4 py-1.5 text-left hover:bg-sunk focus-visible:rounded-none focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] narrow:grid-cols-[12px_minmax(0,1fr)]"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-3 text-ink-3 transition-transform duration-[140ms]", open && "rotate-90")}
        />
        <span className="flex min-w-0 items-center gap-2">
          <SubjectIcon kind={holder.kind} />
          <code title={subjectLabel(holder)} className="truncate font-label text-ink [unicode-bidi:isolate]">
            {subjectLabel(holder)}
          </code>
        </span>
        <span className="flex min-w-0 flex-wrap gap-1 narrow:col-start-2">
          {clusters.slice(0, shownClusters).map(({ id, scope }) => (
            <Badge key={id}>
              <bdi>{visibleText(names.get(id) ?? id)}</bdi>
              <span className="text-ink-3">{scope === "cluster" ? "everywhere" : counted(scope.length, "namespace")}</span>
            </Badge>
          ))}
          {clusters.length > shownClusters ? <Badge>and {clusters.length - shownClusters} more</Badge> : null}
        </span>
      </button>
      {open ? (
        <div className="grid gap-4 px-4 pb-4 pl-10 narrow:pl-4">
          {clusters.map(({ id, chains, ways }) => (
            <section key={id} className="grid gap-2">
              <h3 className="text-13">
                <bdi>{visibleText(names.get(id) ?? id)}</bdi>{" "}
                <span className="font-normal text-12 text-ink-3">{counted(ways, "chain")}</span>
              </h3>
              <ChainList chains={chains} holder={holder} asked={asked} />
            </section>
          ))}
        </div>
      ) : null}
    </li>
  );
}
