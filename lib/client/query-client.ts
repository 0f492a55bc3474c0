import { QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, problemOf } from "./problem.ts";

/** Sends the reader to the sign-in page and back afterwards. */
function signInAgain(): void {
  const here = window.location.pathname + window.location.search;
  if (!here.startsWith("/sign-in")) window.location.assign(`/sign-in?to=${encodeURIComponent(here)}`);
}

function mayHelp(failures: number, error: unknown): boolean {
  const status = error instanceof ApiError ? error.problem.status : undefined;
  return failures < 2 && (status === undefined || status === 429 || status >= 500);
}

/** @returns a client for one browser: errors that trying again cannot mend are not tried again; a lost session signs in. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (problemOf(error).code === "unauthenticated") signInAgain();
      },
    }),
    defaultOptions: {
      queries: { staleTime: 15_000, retry: mayHelp, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}
