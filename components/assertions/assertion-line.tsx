"use client";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import type { CheckedAssertion } from "#contracts/assertions.ts";
import { Badge } from "../ui/badge.tsx";
import { cn } from "../ui/cn.ts";
import { visibleText } from "../ui/visible-text.ts";
import { worstOf } from "./assertion-words.ts";
import { ClusterVerdict, VerdictBadge } from "./verdict-view.tsx";

const shownClusters = 4;

/** One assertion: its verdict, what it says, and opened how each cluster stands to it. */
export function AssertionLine({ assertion }: { assertion: CheckedAssertion }) {
  const [open, setOpen] = useState(false);
  const { name, sentence, why, clusters } = assertion;
  const amiss = clusters.filter(({ verdict }) => verdict !== "holds");
  return (
    <li className={cn("border-line border-b last:border-b-0", open && "shadow-[inset_2px_0_0_var(--accent)]")}>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-row
        className="grid min-h-11 w-full grid-cols-[12px_104px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 px-4 py-2 text-left hover:bg-sunk focus-visible:rounded-none focus-visible:shadow-[inset_0_0_0_2px_var(--focus)] narrow:grid-cols-[12px_minmax(0,1fr)]"
      >
        <ChevronRight
          aria-hidden
          className={cn("size-3 text-ink-3 transition-transform duration-[140ms]", open && "rotate-90")}
        />
        <VerdictBadge verdict={worstOf(assertion)} />
        <span className="min-w-0 narrow:col-start-2">
          <code className="block text-13 text-ink [overflow-wrap:anywhere] [unicode-bidi:isolate]">{visibleText(sentence)}</code>
          <span className="block truncate text-12 text-ink-3">
            <bdi>{visibleText(name)}</bdi>
            {why === undefined ? null : <bdi> · {visibleText(why)}</bdi>}
          </span>
        </span>
        <span className="flex flex-wrap justify-end gap-1 narrow:col-start-2 narrow:justify-start">
          {amiss.slice(0, shownClusters).map(({ cluster, verdict }) => (
            <Badge key={cluster.id} look={verdict === "unknown" ? "unseen" : "plain"}>
              <bdi>{visibleText(cluster.name)}</bdi>
            </Badge>
          ))}
          {amiss.length > shownClusters ? <Badge>and {amiss.length - shownClusters} more</Badge> : null}
        </span>
      </button>
      {open ? clusters.map((found) => <ClusterVerdict key={found.cluster.id} found={found} />) : null}
    </li>
  );
}
