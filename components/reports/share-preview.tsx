"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { View } from "#contracts/views.ts";
import { cn } from "../ui/cn.ts";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { ReportView } from "./report-view.tsx";
import type { Decisions } from "./share-draft.ts";

const field = "h-[42vh] min-h-64 overflow-auto rounded-panel border border-line-strong bg-page";

/** The report itself, made by what makes it for the recipient. */
export function SharePreview({ view, decisions, seed }: { view: View; decisions: Decisions; seed: string }) {
  const title = decisions.title.trim() || "Report";
  const query = useQuery(
    api.shareLinks.preview.queryOptions({
      input: { view, ...decisions, title, seed },
      placeholderData: keepPreviousData,
      retry: false,
    }),
  );
  return (
    <div>
      <h3 className="mb-1 font-label">What they will see</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a field that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label="Preview of the report" className={field}>
        {query.data !== undefined ? (
          <div inert className={cn("mx-auto max-w-[860px] p-6 max-sm:p-4", query.isPlaceholderData && "opacity-60")}>
            <ReportView report={query.data.report} level={2} />
            {query.data.report.pages > 1 ? (
              <p className="mt-4 text-ink-2">This is the first of {query.data.report.pages} pages.</p>
            ) : null}
          </div>
        ) : query.isError ? (
          <ErrorState error={problemOf(query.error)} retry={() => void query.refetch()} />
        ) : (
          <SkeletonRows rows={8} columns={2} />
        )}
      </section>
    </div>
  );
}
