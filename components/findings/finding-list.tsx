"use client";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { Check } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useShortcuts } from "#client/shortcuts.ts";
import type { Finding } from "#contracts/findings.ts";
import { Button } from "../ui/button.tsx";
import { clock } from "../ui/time-format.ts";
import { visibleText } from "../ui/visible-text.ts";
import { FindingLine, GroupLine } from "./finding-line.tsx";
import { type FindingAddress, formatFindingAddress, type Sort } from "./finding-url.ts";
import { type Entry, listEntries } from "./list-entries.ts";
import type { Selection } from "./selection.ts";

interface ListProps {
  readonly findings: readonly Finding[];
  readonly total: number;
  readonly sort: Sort;
  readonly open: FindingAddress | null;
  /** Counts of each check, for the headings. */
  readonly checkCounts: ReadonlyMap<string, number>;
  readonly fleet: boolean;
  /** Absent for who may do nothing with findings. */
  readonly selection: Selection | undefined;
  readonly more: { readonly load: () => void; readonly busy: boolean; readonly failed: boolean } | undefined;
}

/** Guesses, until an entry is measured: a title may need two lines. */
const lineHeight = 60;
const groupHeight = 32;

function useWindow(scroller: RefObject<HTMLElement | null>, entries: readonly Entry[], kept: number) {
  const extract = useCallback(
    (range: Range) => {
      const drawn = defaultRangeExtractor(range);
      if (kept < 0 || kept >= range.count || drawn.includes(kept)) return drawn;
      return kept < (drawn[0] ?? 0) ? [kept, ...drawn] : [...drawn, kept];
    },
    [kept],
  );
  return useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (entries[index]?.kind === "group" ? groupHeight : lineHeight),
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: 6,
    rangeExtractor: extract,
    useFlushSync: false,
  });
}

/** `j` and `k` walk over findings, also those that are not drawn yet; the focus belongs to the browser. */
function useWalk(scroller: RefObject<HTMLElement | null>, entries: readonly Entry[], reveal: (index: number) => void) {
  const [at, setAt] = useState(-1);
  const follow = useRef(false);
  useEffect(() => {
    if (!follow.current) return;
    follow.current = false;
    scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"] a`)?.focus({ preventScroll: true });
  }, [scroller, at]);
  const walk = (by: 1 | -1) => {
    let next = at + by;
    while (entries[next]?.kind === "group") next += by;
    if (at === -1) next = entries.findIndex((entry) => entry.kind === "finding");
    if (entries[next] === undefined) return;
    follow.current = true;
    setAt(next);
    reveal(next);
  };
  useShortcuts([
    { keys: "j", label: "Next finding", group: "Lists", run: () => walk(1) },
    { keys: "k", label: "Finding before", group: "Lists", run: () => walk(-1) },
  ]);
  return { at, setAt };
}

/** Findings in the server's order; only what is seen is drawn, and the next page is fetched before the end is reached. */
export function FindingList({ findings, total, sort, open, checkCounts, fleet, selection, more }: ListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => listEntries(findings, sort), [findings, sort]);
  const { at, setAt } = useWalk(scroller, entries, (index) => list.scrollToIndex(index));
  useShortcuts(
    selection === undefined ? [] : [{ keys: "x", label: "Choose the finding", group: "Lists", run: () => take(at, false) }],
  );
  const take = (index: number, through: boolean) => {
    const entry = entries[index];
    if (entry?.kind === "finding") selection?.toggle(entry.place, through);
  };
  const list = useWindow(scroller, entries, at);
  const drawn = list.getVirtualItems();
  const hrefOf = useHref();
  const now = clock();
  const last = drawn.at(-1)?.index ?? 0;
  const wantsMore = more !== undefined && !more.busy && !more.failed && last >= entries.length - 12;
  const load = more?.load;
  useEffect(() => {
    if (wantsMore) load?.();
  }, [wantsMore, load]);
  return (
    <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto bg-panel">
      <ul aria-label="Findings" className="relative" style={{ height: list.getTotalSize() }}>
        {drawn.map((item) => {
          const entry = entries[item.index];
          if (entry === undefined) return null;
          return (
            <li
              key={item.key}
              ref={list.measureElement}
              data-index={item.index}
              className="absolute inset-x-0"
              style={{ top: item.start }}
              onFocus={() => setAt(item.index)}
              {...(entry.kind === "finding" ? { "aria-setsize": total, "aria-posinset": entry.place + 1 } : {})}
            >
              {entry.kind === "group" ? (
                <GroupLine
                  group={entry.group}
                  fleet={fleet}
                  count={entry.group.by === "check" ? checkCounts.get(entry.group.id) : undefined}
                />
              ) : (
                <ChoosableLine finding={entry.finding} selection={selection} onTake={(through) => take(item.index, through)}>
                  <FindingLine
                    finding={entry.finding}
                    place={entry.place}
                    href={hrefOf(entry.finding)}
                    selected={
                      open !== null && open.fingerprint === entry.finding.fingerprint && open.scanId === entry.finding.scanId
                    }
                    fleet={fleet}
                    now={now}
                  />
                </ChoosableLine>
              )}
            </li>
          );
        })}
      </ul>
      {more === undefined ? (
        <p className="px-5 py-3 text-12 text-ink-3">{findings.length.toLocaleString("en")} findings, all of them shown.</p>
      ) : (
        <div className="flex items-center justify-center gap-3 p-3">
          {more.failed ? <span role="alert">The next page could not be loaded.</span> : null}
          <Button onClick={more.load} busy={more.busy}>
            {more.failed ? "Try again" : `Show more of ${total.toLocaleString("en")}`}
          </Button>
        </div>
      )}
    </div>
  );
}

interface ChoosableProps {
  readonly finding: Finding;
  readonly selection: Selection | undefined;
  readonly onTake: (through: boolean) => void;
  readonly children: ReactNode;
}

/** A line with a box before it; with shift, everything up to it is taken. */
function ChoosableLine({ finding, selection, onTake, children }: ChoosableProps) {
  if (selection === undefined) return children;
  return (
    <div className="flex has-[a:hover]:bg-sunk has-[a[aria-current]]:bg-accent-soft [&>a]:min-w-0 [&>a]:flex-1 [&>a]:pl-2">
      <label className="grid w-10 flex-none cursor-pointer content-start justify-center border-line border-b pt-[13px] narrow:w-9">
        <input
          type="checkbox"
          aria-label={`Choose ${visibleText(finding.title)}`}
          checked={selection.has(finding)}
          readOnly
          onClick={(event) => onTake(event.shiftKey)}
          className="peer col-start-1 row-start-1 size-3.5 appearance-none rounded-[2px] border border-tick bg-panel checked:border-accent checked:bg-accent"
        />
        <Check
          aria-hidden
          className="pointer-events-none col-start-1 row-start-1 hidden size-3 self-center justify-self-center text-accent-ink peer-checked:block"
        />
      </label>
      {children}
    </div>
  );
}

function useHref(): (finding: Finding) => string {
  const pathname = usePathname();
  const params = useSearchParams().toString();
  return useCallback(
    ({ scanId, fingerprint }: Finding) => {
      const next = new URLSearchParams(params);
      next.set("finding", formatFindingAddress({ scanId, fingerprint }));
      return `${pathname}?${next}`;
    },
    [pathname, params],
  );
}
