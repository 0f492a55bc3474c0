import Link from "next/link";
import { memo } from "react";
import type { Finding } from "#contracts/findings.ts";
import { cn } from "../ui/cn.ts";
import { SeverityGlyph } from "../ui/glyphs.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { dayWords, oneLine } from "../waivers/waiver-words.ts";
import { ageWords, pillarLabels } from "./finding-words.ts";
import type { Group } from "./list-entries.ts";

interface LineProps {
  readonly finding: Finding;
  readonly place: number;
  readonly href: string;
  readonly selected: boolean;
  /** The list holds several clusters. */
  readonly fleet: boolean;
  readonly now: number;
  /** Everything in the list is new, so that the word would say nothing. */
}

/** One finding: what is wrong, where, and for how long. A link, so that it can be opened beside and sent. */
export const FindingLine = memo(function FindingLine({ finding, place, href, selected, fleet, now }: LineProps) {
  const { at, state } = finding;
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      data-place={place}
      aria-current={selected ? "true" : undefined}
      className={cn(
        "grid min-h-[60px] grid-cols-[12px_minmax(0,1fr)_auto] gap-x-3 border-line border-b px-5 py-2.5 narrow:px-4",
        "focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] focus-visible:rounded-none",
        selected ? "bg-accent-soft shadow-[inset_2px_0_0_var(--accent)]" : "hover:bg-sunk",
      )}
    >
      <SeverityGlyph severity={finding.severity} labelled className="mt-1" />
      <span className="min-w-0">
        <span
          className="line-clamp-2 font-label leading-5 [overflow-wrap:anywhere] [unicode-bidi:isolate]"
          title={visibleText(finding.title)}
        >
          {visibleText(finding.title)}
        </span>
        <span className="block truncate text-12 text-ink-3">
          {fleet ? (
            <>
              <code className="text-ink-2 [unicode-bidi:isolate]">{finding.cluster}</code>
              {" · "}
            </>
          ) : null}
          {at.kind}{" "}
          <code className="[unicode-bidi:isolate]">
            {visibleText(at.namespace === undefined ? at.name : `${at.namespace}/${at.name}`)}
          </code>
          {finding.assignee === undefined ? null : <> · {visibleText(finding.assignee.name)}</>}
        </span>
        {finding.waiver === undefined ? null : (
          <span className="block truncate text-12 text-ink-2 [unicode-bidi:isolate]" title={oneLine(finding.waiver.reason)}>
            Waived until {dayWords(finding.waiver.until)} by {visibleText(finding.waiver.by)}: {oneLine(finding.waiver.reason)}
          </span>
        )}
      </span>
      <span className="whitespace-nowrap pt-0.5 text-right text-12 text-ink-3">
        <span className="block">{pillarLabels[finding.pillar]}</span>
        <span className={cn("block", (state === "new" || state === "reopened") && "font-label text-accent-text")}>
          {ageWords(finding, now)}
        </span>
      </span>
    </Link>
  );
});

/** Where a group of the list begins. */
export function GroupLine({ group, fleet, count }: { group: Group; fleet: boolean; count: number | undefined }) {
  return (
    <h2 className="flex h-8 items-center gap-2 border-line border-b bg-sunk px-5 font-normal text-12 text-ink-3 narrow:px-4">
      {group.by === "check" ? (
        <>
          <span className="truncate font-label text-ink" title={group.title}>
            {group.title}
          </span>
          <code className="truncate narrow:hidden">{group.id}</code>
        </>
      ) : (
        <>
          {fleet ? <code className="truncate [unicode-bidi:isolate]">{group.cluster}</code> : null}
          <span>{group.what}</span>
          <code className="truncate font-label text-ink [unicode-bidi:isolate]" title={group.name}>
            {visibleText(group.namespace === undefined ? group.name : `${group.namespace}/${group.name}`)}
          </code>
        </>
      )}
      {count === undefined ? null : <span className="ml-auto">{count.toLocaleString("en")}</span>}
    </h2>
  );
}
