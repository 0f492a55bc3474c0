"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { Schedule, ScheduleRun } from "#contracts/schedules.ts";
import { Link } from "../ui/link.tsx";
import { LoadMore, moreOf } from "../ui/load-more.tsx";
import { Sheet } from "../ui/overlay.tsx";
import { EmptyState, ErrorState, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";
import { RunMark } from "./run-mark.tsx";
import { missedOf, outcomeOf, skippedOf } from "./run-words.ts";

function Run({ run }: { run: ScheduleRun }) {
  const missed = missedOf(run);
  const late = run.cause === "clock" && Date.parse(run.startedAt) - Date.parse(run.dueAt) > 5 * 60_000;
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 border-line border-b px-5 py-3 last:border-b-0">
      <RunMark run={run} className="mt-1" />
      <div className="min-w-0">
        <p>
          <Time at={run.dueAt} className="font-label" />
          <span className="text-ink-3">
            {run.cause === "hand" ? ", by hand" : ""}
            {late ? (
              <>
                , ran <Time at={run.startedAt} format="moment" />
              </>
            ) : null}
          </span>
        </p>
        <p className="text-ink-2">{outcomeOf(run)}</p>
        {missed === undefined ? null : <p className="text-12 text-ink-3">{missed}</p>}
        {skippedOf(run).map(({ sentence, clusters }) => (
          <p key={sentence} className="text-12 text-ink-3">
            {sentence} <code className="[overflow-wrap:anywhere]">{clusters.join(", ")}</code>
          </p>
        ))}
        {run.failed.map(({ scanId, cluster, message }) => (
          <p key={scanId} className="text-12">
            <Link href={`/scans/${scanId}`} className="text-critical hover:underline">
              <code>{cluster}</code>
            </Link>
            <span className="text-ink-3">: {message}</span>
          </p>
        ))}
      </div>
    </li>
  );
}

/** What became of a schedule's runs, newest first. */
export function RunsSheet({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const query = useInfiniteQuery(
    api.schedules.runs.infiniteOptions({
      input: (cursor: string | undefined) => ({ id: schedule.id, limit: 20, ...(cursor === undefined ? {} : { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next,
      refetchInterval: 10_000,
    }),
  );
  const runs = query.data?.pages.flatMap((page) => page.items);
  return (
    <Sheet open onOpenChange={(open) => !open && onClose()} title={`Runs of ${schedule.name}`} description={`${schedule.words}.`}>
      {runs === undefined ? (
        query.isError ? (
          <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} busy={query.isFetching} />
        ) : (
          <SkeletonRows rows={8} columns={2} />
        )
      ) : runs.length === 0 ? (
        <EmptyState title="It has not run yet">Each run is listed here with the scans that it started.</EmptyState>
      ) : (
        <ul>
          {runs.map((run) => (
            <Run key={run.dueAt} run={run} />
          ))}
        </ul>
      )}
      <LoadMore more={moreOf(query)} className="py-3">
        Load older runs
      </LoadMore>
    </Sheet>
  );
}
