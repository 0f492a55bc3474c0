"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { AskAnswer } from "#contracts/access/ask.ts";
import type { AskedQuestion } from "#core/rbac/ask/question.ts";
import { ErrorState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { CanView } from "./can-view.tsx";
import { FleetCanView } from "./fleet-can-view.tsx";
import { FleetWhoCanView } from "./fleet-who-can-view.tsx";
import { WhoCanView } from "./who-can-view.tsx";

interface AnswerProps {
  readonly scanId: string;
  /** Whether every cluster is asked, instead of the scan. */
  readonly fleet: boolean;
  readonly sentence: string;
  readonly question: AskedQuestion;
}

/** What every answer is shown from. */
export interface Answered {
  readonly question: AskedQuestion;
  /** Without its holders a page of the answer says all the rest. */
  readonly answer: AskAnswer;
  readonly holders: AskAnswer["holders"];
  /** Reads more holders; absent where all are there. */
  readonly more?: (() => void) | undefined;
  readonly busy: boolean;
}

const limit = 100;

function useAnswer({ scanId, fleet, sentence }: AnswerProps) {
  return useInfiniteQuery(
    api.access.ask.infiniteOptions({
      input: (offset: number) => ({ question: sentence, limit, offset, ...(fleet ? {} : { scan: scanId }) }),
      initialPageParam: 0,
      getNextPageParam: ({ total }, pages) => (pages.length * limit < total ? pages.length * limit : undefined),
      staleTime: fleet ? 60_000 : Number.POSITIVE_INFINITY,
    }),
  );
}

/** The answer to a question: a sentence, and the proof under it. */
export function AnswerView(props: AnswerProps) {
  const query = useAnswer(props);
  const [answer] = query.data?.pages ?? [];
  if (answer === undefined)
    return query.isError ? (
      <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} className="px-0" />
    ) : (
      <AnswerSkeleton />
    );
  const answered: Answered = {
    question: props.question,
    answer,
    holders: query.data?.pages.flatMap((page) => page.holders) ?? [],
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    busy: query.isFetchingNextPage,
  };
  if (props.fleet) return answer.kind === "can" ? <FleetCanView {...answered} /> : <FleetWhoCanView {...answered} />;
  return answer.kind === "can" ? (
    <CanView {...answered} scanId={props.scanId} />
  ) : (
    <WhoCanView {...answered} scanId={props.scanId} />
  );
}

function AnswerSkeleton() {
  return (
    <div aria-busy="true">
      <Skeleton className="mb-3 h-9 w-4/5" />
      <Skeleton className="mb-6 h-4 w-2/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={8} columns={4} />
      </div>
    </div>
  );
}
