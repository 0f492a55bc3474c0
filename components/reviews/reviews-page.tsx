"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ClipboardCheck, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { parseAsBoolean, parseAsStringLiteral, useQueryState } from "nuqs";
import { useRef } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import { useMay } from "#client/session.ts";
import { useRowKeys } from "#client/shortcuts.ts";
import { useClusters } from "#client/url-state.ts";
import { AccessTabs } from "../access/access-tabs.tsx";
import { counted } from "../access/subject-words.ts";
import { PageBody } from "../shell/page-body.tsx";
import { Button } from "../ui/button.tsx";
import { LoadMore, moreOf } from "../ui/load-more.tsx";
import { Answer, Panel } from "../ui/panel.tsx";
import { Segmented } from "../ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton, SkeletonRows } from "../ui/states.tsx";
import { LastReviews } from "./last-reviews.tsx";
import { ReviewTable } from "./review-table.tsx";

const NewReviewDialog = dynamic(() => import("./new-review-dialog.tsx").then((m) => m.NewReviewDialog), { ssr: false });

const states = ["open", "signedOff"] as const;
const stateLabels = { open: "Open", signedOff: "Signed off" } as const;

/** `/access/reviews`: reviews under way and those that are evidence, and when each cluster was last reviewed. */
export function ReviewsPage() {
  const [state, setState] = useQueryState(
    "state",
    parseAsStringLiteral(states).withDefault("open").withOptions({ history: "push" }),
  );
  const [making, setMaking] = useQueryState("new", parseAsBoolean.withDefault(false).withOptions({ history: "push" }));
  const [[cluster]] = useClusters();
  const may = useMay("access:review");
  const query = useInfiniteQuery(
    api.reviews.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ state, limit: 50 },
        ...(cluster !== undefined && { cluster }),
        ...(cursor !== undefined && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next,
    }),
  );
  const open = useQuery(
    api.reviews.list.queryOptions({ input: { state: "open", limit: 1, ...(cluster !== undefined && { cluster }) } }),
  ).data;
  const root = useRef<HTMLDivElement>(null);
  useRowKeys(root);
  const reviews = query.data?.pages.flatMap((page) => page.items);
  const begin = may ? (
    <Button tone="primary" onClick={() => void setMaking(true)} aria-haspopup="dialog">
      <Plus aria-hidden />
      New review
    </Button>
  ) : undefined;
  return (
    <>
      <AccessTabs />
      <PageBody>
        {open === undefined && !query.isError ? (
          <h1 className="mb-5">
            <span className="sr-only">Access reviews</span>
            <Skeleton className="h-9 w-1/2" />
          </h1>
        ) : (
          <Answer title={open === undefined ? "Access reviews" : titleOf(open.total)} actions={begin}>
            A review is frozen to the scans that it rests on. Each subject is kept, removed or asked about; the sign-off ends
            every change, and the next review shows what came of it.
          </Answer>
        )}
        <div className="mb-3">
          <Segmented
            label="State"
            value={state}
            onChange={(next) => void setState(next)}
            options={states.map((value) => ({ value, label: stateLabels[value] }))}
          />
        </div>
        <Panel aria-label={`${stateLabels[state]} reviews`} ref={root} className="mb-6">
          {reviews === undefined ? (
            query.isError ? (
              <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} busy={query.isFetching} />
            ) : (
              <SkeletonRows rows={4} columns={4} />
            )
          ) : reviews.length === 0 ? (
            <EmptyState
              icon={<ClipboardCheck aria-hidden />}
              title={state === "open" ? "No review is under way" : "No review is signed off yet"}
              action={state === "open" ? begin : undefined}
            >
              {state === "open"
                ? "Choose clusters and what it is about, such as who may read Secrets. Then decide subject by subject, with the proof beside it."
                : "What is signed off stands here as evidence: who decided what, when, and what could not be seen."}
            </EmptyState>
          ) : (
            <ReviewTable reviews={reviews} />
          )}
        </Panel>
        <LoadMore more={moreOf(query)} className="mb-6">
          Show more
        </LoadMore>
        <LastReviews cluster={cluster} />
      </PageBody>
      {making && may ? <NewReviewDialog cluster={cluster} onClose={() => void setMaking(false)} /> : null}
    </>
  );
}

function titleOf(open: number): string {
  return open === 0 ? "No access review is under way." : `${counted(open, "access review")} under way.`;
}
