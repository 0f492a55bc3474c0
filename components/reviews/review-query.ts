"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { api } from "#client/api.ts";
import { textParser } from "#client/url-state.ts";
import type { ReviewDecision, ReviewedSubject } from "#contracts/access/reviews.ts";

const pushed = { history: "push" } as const;
export const filters = ["undecided", "keep", "remove", "ask", "notAssessed", "stillThere", "gained"] as const;
export type Show = (typeof filters)[number];

/** What a review's page keeps in the URL: which subjects are listed, and which one is open. */
export function useReviewUrl() {
  return useQueryStates({
    show: parseAsStringLiteral(filters).withOptions(pushed),
    q: textParser,
    subject: parseAsInteger.withOptions(pushed),
  });
}

export function reviewOptions(id: string) {
  return api.reviews.get.queryOptions({ input: { id } });
}

export function useReviewed(id: string, show: Show | null, q: string) {
  return useInfiniteQuery(
    api.reviews.subjects.infiniteOptions({
      input: (cursor: string | undefined) => ({
        ...{ id, limit: 100 },
        ...(show !== null && { show }),
        ...(q !== "" && { q }),
        ...(cursor !== undefined && { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next,
    }),
  );
}

/** @returns what fetches everything about reviews anew. */
export function useReviewsChanged(): () => Promise<void> {
  const cache = useQueryClient();
  return async () => {
    await Promise.all([
      cache.invalidateQueries({ queryKey: api.reviews.key() }),
      cache.invalidateQueries({ queryKey: api.notices.list.key() }),
    ]);
  };
}

/** Decides about one subject; a decision of somebody else meanwhile is fetched and not written over. */
export function useDecide(reviewId: string) {
  const changed = useReviewsChanged();
  const mutation = useMutation(api.reviews.decide.mutationOptions({ onSettled: () => void changed() }));
  const decide = (subject: ReviewedSubject, decision: ReviewDecision | null, note: string) =>
    mutation.mutateAsync({
      id: reviewId,
      decisions: [{ number: subject.number, version: subject.version, decision, ...(note !== "" && { note }) }],
    });
  return { decide, busy: mutation.isPending, error: mutation.error };
}
