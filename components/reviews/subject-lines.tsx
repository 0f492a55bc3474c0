"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useRef } from "react";
import { useRowKeys } from "#client/shortcuts.ts";
import type { ReviewDecision, ReviewedSubject } from "#contracts/access/reviews.ts";
import { SubjectIcon } from "../access/subject.tsx";
import { subjectLabel } from "../access/subject-words.ts";
import { Badge } from "../ui/badge.tsx";
import { cn } from "../ui/cn.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Link } from "../ui/link.tsx";
import { visibleText } from "../ui/visible-text.ts";
import { decisionWords, gainedCount, stateWords } from "./review-words.ts";

const looks: Readonly<Record<ReviewDecision, string>> = {
  keep: "!border-pass !text-pass",
  remove: "!border-critical !text-critical",
  ask: "!border-accent-line !text-accent-text",
};

/** A decision as a word in a frame. */
export function DecisionBadge({ decision }: { decision: ReviewDecision | undefined }) {
  if (decision === undefined) return <span className="text-12 text-ink-3">not decided</span>;
  return <Badge className={looks[decision]}>{decisionWords[decision]}</Badge>;
}

interface LinesProps {
  readonly items: readonly ReviewedSubject[];
  /** The number of the open subject. */
  readonly open: number | null;
  readonly fleet: boolean;
}

/** Subjects of a review, one a line; each opens beside the list. */
export function SubjectLines({ items, open, fleet }: LinesProps) {
  const root = useRef<HTMLUListElement>(null);
  useRowKeys(root);
  const pathname = usePathname();
  const params = useSearchParams().toString();
  const hrefOf = (number: number) => {
    const next = new URLSearchParams(params);
    next.set("subject", String(number));
    return `${pathname}?${next}`;
  };
  return (
    <ul ref={root} aria-label="Subjects of the review">
      {items.map((item) => (
        <li
          key={item.number}
          className="border-line border-b last:border-b-0 [content-visibility:auto] [contain-intrinsic-size:auto_60px]"
        >
          <Link
            data-row
            href={hrefOf(item.number)}
            scroll={false}
            aria-current={item.number === open ? "true" : undefined}
            className={cn(
              "grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-3 px-4 py-2 hover:bg-sunk current:bg-accent-soft focus-visible:rounded-none focus-visible:shadow-[inset_0_0_0_2px_var(--focus)]",
            )}
          >
            <SubjectIcon kind={item.subject.kind} className="mt-1" />
            <span className="min-w-0">
              <code className="block font-label text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">
                {subjectLabel(item.subject)}
              </code>
              <bdi className="block text-12 text-ink-2 [overflow-wrap:anywhere]">{visibleText(item.sentence)}</bdi>
              <Marks item={item} fleet={fleet} />
            </span>
            <span className="pt-0.5">
              <DecisionBadge decision={item.decision} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Marks({ item, fleet }: { item: ReviewedSubject; fleet: boolean }) {
  const { previous, gained, notAssessed, isNew, cluster } = item;
  const left = previous?.carriedOut?.state;
  return (
    <span className="flex flex-wrap items-center gap-x-3 text-12 text-ink-3">
      {fleet ? <code className="[unicode-bidi:isolate]">{visibleText(cluster)}</code> : null}
      {notAssessed ? (
        <span className="inline-flex items-center gap-1 text-unseen">
          <VerdictGlyph verdict="notAssessed" />
          not assessed in full
        </span>
      ) : null}
      {left === "still" || left === "partly" ? (
        <span className="text-critical">decided to remove before, {stateWords(left)}</span>
      ) : null}
      {gained === undefined ? null : <span className="text-accent-text">gained {gainedCount(gained)} since the last review</span>}
      {isNew ? <span>new since the last review</span> : null}
    </span>
  );
}
