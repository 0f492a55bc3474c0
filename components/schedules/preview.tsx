"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { issueFor, problemOf } from "#client/problem.ts";
import type { SchedulePreview } from "#contracts/schedules.ts";
import { problemOfFields } from "#core/schedule/fields.ts";
import { useSettled } from "../matrix/use-settled.ts";
import { cn } from "../ui/cn.ts";
import { Skeleton } from "../ui/states.tsx";

export interface ShownPreview {
  readonly data: SchedulePreview | undefined;
  /** Of what was typed last, once it is known. */
  readonly problem: { readonly field: "cron" | "timeZone" | undefined; readonly sentence: string } | undefined;
  /** What is shown is of what stood there before. */
  readonly stale: boolean;
}

const settledMs = 250;

/** Asks what a cron expression means, once the typing rests; what cannot be one is not asked about. */
export function usePreview(cron: string, timeZone: string): ShownPreview {
  const settled = useSettled(cron, settledMs);
  const unreadable = problemOfFields(settled);
  const query = useQuery({
    ...api.schedules.preview.queryOptions({ input: { cron: settled, timeZone } }),
    enabled: unreadable === undefined,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
  });
  const stale = settled !== cron || query.isPlaceholderData;
  if (unreadable !== undefined) return { data: undefined, problem: { field: "cron", sentence: unreadable }, stale };
  if (!query.isError) return { data: query.data, problem: undefined, stale };
  const [ofCron, ofZone] = [issueFor(query.error, "cron"), issueFor(query.error, "timeZone")];
  const sentence = ofCron ?? ofZone ?? problemOf(query.error).title;
  const field = ofCron !== undefined ? "cron" : ofZone !== undefined ? "timeZone" : undefined;
  return { data: undefined, problem: { field, sentence }, stale };
}

function momentIn(at: string, timeZone: string): string {
  const options = {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  } as const;
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone }).format(new Date(at));
}

/** What a schedule will do, in words, with its next runs in its own zone. */
export function Preview({ preview: { data, problem, stale }, timeZone }: { preview: ShownPreview; timeZone: string }) {
  return (
    <section
      aria-label="When it runs"
      aria-live="polite"
      className="min-h-[184px] rounded-panel border border-line bg-sunk px-4 py-3 sm:sticky sm:top-0"
    >
      {problem !== undefined ? (
        <p className="text-ink-2">When it would run is shown here as soon as it can be read.</p>
      ) : data === undefined ? (
        <>
          <Skeleton className="mb-3 h-5 w-2/3" />
          <Skeleton className="h-24 w-1/3" />
        </>
      ) : (
        <div className={cn(stale && "opacity-60")}>
          <p className="font-label text-14">{data.words}.</p>
          <p className="mt-1.5 text-12 text-ink-3">The next five runs</p>
          <ol className="leading-6">
            {data.next.map((at) => (
              <li key={at}>
                <time dateTime={at}>{momentIn(at, timeZone)}</time>
              </li>
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}
