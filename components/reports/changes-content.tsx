import type { AccessChangeView, SubjectChangesView } from "#contracts/access/changes.ts";
import type { ContentOf } from "#contracts/reports.ts";
import { directionWord, exceptionWords, gainedAndLostWords, presenceWord, scopeWords } from "../access/changes/change-words.ts";
import { subjectKey } from "../access/subject-words.ts";
import { Badge } from "../ui/badge.tsx";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { Hatch } from "../ui/hatch.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { Empty } from "./empty.tsx";
import type { ContentProps, ReportFace } from "./face.ts";
import { NotSeen } from "./not-seen.tsx";
import { counted, utc, utcDay } from "./report-words.ts";
import { ReportSubject } from "./subject-name.tsx";

type Content = ContentOf<"access-changes">;

/** Subjects with what each gained and lost, and through what. */
function ChangesContent({ content }: ContentProps<"access-changes">) {
  const { before, after, items, complete } = content;
  return (
    <>
      <p className="mb-3 text-ink-2">
        From scan {before.number}, {utc(before.at)}, to scan {after.number}, {utc(after.at)}. In effective permissions: roles that
        were replaced by others that grant the same are no change.
      </p>
      {items.length === 0 ? (
        <Empty />
      ) : (
        <ul className="rounded-panel border border-line bg-panel print:border-line-strong">
          {items.map((item) => (
            <Subject key={subjectKey(item.subject)} item={item} />
          ))}
        </ul>
      )}
      {complete ? null : <Unseen content={content} />}
    </>
  );
}

function Subject({ item }: { item: SubjectChangesView }) {
  const { subject, changes } = item;
  const presence = presenceWord(item);
  return (
    <li className="border-line border-b last:border-b-0">
      <h2 className="flex flex-wrap items-center gap-x-2 bg-sunk px-4 py-1.5 font-normal text-13">
        <ReportSubject subject={subject} />
        {presence === undefined ? null : <Badge look={item.presence === "unsure" ? "unseen" : "plain"}>{presence}</Badge>}
      </h2>
      {changes.length === 0 ? (
        <p className="px-4 py-2 text-12 text-ink-3">Bindings name it on one side only, and give it nothing.</p>
      ) : (
        <ul>
          {changes.map((change, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the changes of a report never change places
            <Change key={index} change={change} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Change({ change }: { change: AccessChangeView }) {
  const { certain, atMost, direction, dangers, rights, moreRights } = change;
  const exception = exceptionWords(change);
  return (
    <li className="border-line border-t px-4 py-2 text-12 first:border-t-0">
      <p className="flex items-start gap-1.5 text-13 text-ink [overflow-wrap:anywhere]">
        {certain ? null : <Hatch className="mt-1 size-3 flex-none" />}
        <span>
          <b className="font-label">{directionWord(change)}</b>{" "}
          <bdi className="text-ink-2">
            {visibleText(scopeWords(change))}
            {atMost ? ", at most" : ""}
          </bdi>
        </span>
      </p>
      {dangers.map(({ id, may }) => (
        <p key={id} className="flex items-center gap-1.5 text-ink-2">
          <SeverityGlyph severity={direction === "gained" ? "high" : "information"} />
          dangerous: may {may}
        </p>
      ))}
      <ul className="mt-0.5">
        {rights.map(({ words }) => (
          <li key={words} className="pl-[2ch] -indent-[2ch] [overflow-wrap:anywhere]">
            <code className="text-ink">{visibleText(words)}</code>
          </li>
        ))}
        {moreRights > 0 ? <li className="text-ink-3">and {counted(moreRights, "more right")}</li> : null}
      </ul>
      {exception === undefined ? null : (
        <p className="mt-0.5 text-ink-3 [overflow-wrap:anywhere]">
          <bdi>{visibleText(exception)}</bdi>
        </p>
      )}
      <Causes change={change} />
    </li>
  );
}

function Causes({ change: { causes, moreCauses } }: { change: AccessChangeView }) {
  if (causes.length === 0) return <p className="mt-0.5 text-ink-3">What changed is not known.</p>;
  return (
    <p className="mt-0.5 text-ink-3 [overflow-wrap:anywhere]">
      because{" "}
      {causes.map(({ kind, namespace, name, change, createdAt }, index) => (
        <span key={`${kind} ${namespace ?? ""}/${name}`}>
          {index > 0 ? ", " : ""}
          {kind}{" "}
          <code className="text-ink-2 [unicode-bidi:isolate]">
            {visibleText(namespace === undefined ? name : `${namespace}/${name}`)}
          </code>{" "}
          was {change}
          {createdAt === undefined ? "" : ` (made ${utcDay(createdAt)})`}
        </span>
      ))}
      {moreCauses > 0 ? ` and ${moreCauses.toLocaleString("en-GB")} more` : ""}
    </p>
  );
}

function Unseen({ content: { gaps } }: { content: Content }) {
  const sides = [gaps.before.length > 0 ? "the earlier scan" : [], gaps.after.length > 0 ? "the later scan" : []].flat();
  return (
    <NotSeen gaps={[...gaps.before, ...gaps.after]}>
      Not seen by {sides.join(" and ")}. Who is not listed is not proven unchanged.
    </NotSeen>
  );
}

export const changesFace: ReportFace<"access-changes"> = {
  name: "Changes of access",
  lede({ counts, before }) {
    const dangerous = counts.dangerous === 0 ? "" : ` ${counted(counts.dangerous, "subject")} gained a dangerous right.`;
    return `${gainedAndLostWords(counts, before.number)}${dangerous}`;
  },
  Content: ChangesContent,
};
