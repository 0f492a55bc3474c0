import { ArrowDown, ArrowUp } from "lucide-react";
import type { AccessChangeView, SubjectChangesView } from "#contracts/access/changes.ts";
import { Badge } from "../../ui/badge.tsx";
import { SeverityGlyph } from "../../ui/glyphs.tsx";
import { Hatch } from "../../ui/hatch.tsx";
import { ObjectName } from "../../ui/object-name.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Time } from "../../ui/time.tsx";
import { visibleText } from "../../ui/visible-text.ts";
import { SubjectIcon } from "../subject.tsx";
import { subjectKey } from "../subject-words.ts";
import { directionWord, exceptionWords, presenceWord, scopeWords } from "./change-words.ts";

/** Subjects with what each gained and lost, and through what. */
export function ChangeList({ items, label }: { items: readonly SubjectChangesView[]; label: string }) {
  return (
    <Panel aria-label={label}>
      <ul>
        {items.map((item) => (
          <SubjectItem key={subjectKey(item.subject)} item={item} />
        ))}
      </ul>
    </Panel>
  );
}

function SubjectItem({ item }: { item: SubjectChangesView }) {
  const { subject, changes } = item;
  const presence = presenceWord(item);
  return (
    <li data-row className="border-line border-b last:border-b-0">
      <h2 className="flex min-h-9 items-center gap-2 bg-sunk px-4 py-1 font-normal text-13 [li:first-child>&]:rounded-t-panel">
        <SubjectIcon kind={subject.kind} />
        <ObjectName namespace={subject.namespace} name={subject.name} wrap className="font-label" />
        {presence === undefined ? null : <Badge look={item.presence === "unsure" ? "unseen" : "plain"}>{presence}</Badge>}
      </h2>
      {changes.length === 0 ? (
        <p className="px-4 py-2 text-12 text-ink-3">Bindings name it on one side only, and give it nothing.</p>
      ) : (
        <ul>
          {changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the changes of an answer never change places
            <ChangeItem key={index} change={change} />
          ))}
        </ul>
      )}
    </li>
  );
}

function ChangeItem({ change }: { change: AccessChangeView }) {
  const Arrow = change.direction === "gained" ? ArrowUp : ArrowDown;
  const exception = exceptionWords(change);
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 border-line border-t px-4 py-2 wide:grid-cols-[16px_minmax(0,3fr)_minmax(0,2fr)]">
      {change.certain ? (
        <Arrow aria-hidden className="mt-0.5 size-4 stroke-[1.5] text-ink-2" />
      ) : (
        <Hatch className="mt-1 size-3" />
      )}
      <div className="min-w-0">
        <p className="text-ink">
          <b className="font-label">{directionWord(change)}</b>{" "}
          <span className="text-ink-2">
            <bdi>{scopeWords(change)}</bdi>
            {change.atMost ? ", at most" : ""}
          </span>
        </p>
        {change.dangers.length > 0 ? (
          <ul aria-label="Dangerous rights" className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-12 text-ink-2">
            {change.dangers.map(({ id, may }) => (
              <li key={id} className="inline-flex items-center gap-1.5">
                <SeverityGlyph severity={change.direction === "gained" ? "high" : "information"} />
                may {may}
              </li>
            ))}
          </ul>
        ) : null}
        <Rights change={change} />
        {exception === undefined ? null : (
          <p className="mt-1 text-12 text-ink-3">
            <bdi>{exception}</bdi>
          </p>
        )}
      </div>
      <Causes change={change} />
    </li>
  );
}

/** More than these are folded: a role of an operator is a page of its own. */
const mostShown = 8;

function Rights({ change: { rights, moreRights } }: { change: AccessChangeView }) {
  const lines = (some: typeof rights) => (
    <ul>
      {some.map(({ words }) => (
        <li key={words} className="pl-[2ch] -indent-[2ch] [overflow-wrap:anywhere]">
          <code className="text-12 text-ink">{visibleText(words)}</code>
        </li>
      ))}
    </ul>
  );
  const folded = rights.slice(mostShown);
  return (
    <div className="mt-1">
      {lines(rights.slice(0, mostShown))}
      {folded.length === 0 ? null : (
        <details>
          <summary className="inline-flex min-h-6 cursor-pointer items-center text-12 text-accent-text">
            {folded.length.toLocaleString("en")} more {folded.length === 1 ? "right" : "rights"}
          </summary>
          {lines(folded)}
          {moreRights > 0 ? <p className="text-12 text-ink-3">and {moreRights.toLocaleString("en")} more</p> : null}
        </details>
      )}
    </div>
  );
}

function Causes({ change: { causes, moreCauses } }: { change: AccessChangeView }) {
  return (
    <div className="col-start-2 min-w-0 text-12 narrow:mt-1.5 wide:col-start-3">
      <p className="sr-only">Because</p>
      <ul className="grid gap-0.5">
        {causes.map(({ kind, namespace, name, change, createdAt }) => (
          <li key={`${kind} ${namespace ?? ""}/${name}`} className="text-ink-2 [overflow-wrap:anywhere]">
            {kind} <ObjectName namespace={namespace} name={name} wrap /> {change}
            {createdAt === undefined ? null : (
              <span className="text-ink-3">
                , made <Time at={createdAt} format="day" />
              </span>
            )}
          </li>
        ))}
      </ul>
      {causes.length === 0 ? <p className="text-ink-3">what changed is not known</p> : null}
      {moreCauses > 0 ? <p className="text-ink-3">and {moreCauses.toLocaleString("en")} more</p> : null}
    </div>
  );
}
