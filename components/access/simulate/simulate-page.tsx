"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "#client/api.ts";
import { problemOf } from "#client/problem.ts";
import type { SimulationView } from "#contracts/access/simulation.ts";
import { ErrorState, Skeleton, SkeletonRows } from "../../ui/states.tsx";
import { ChangeEditor } from "./change-editor.tsx";
import { SimulationResult } from "./simulation-result.tsx";

/** What is to be tried. It stays in this page: nothing of it is kept, and no address can hold it. */
export interface Change {
  readonly text: string;
  readonly deletions: readonly string[];
}

const empty: Change = { text: "", deletions: [] };

/** A change to roles and bindings, and what it would do to who may do what, before it is applied. */
export function SimulatePage({ scanId }: { scanId: string }) {
  const [change, setChange] = useState<Change>(empty);
  const [pages, setPages] = useState<readonly SimulationView[]>([]);
  const simulate = useMutation(api.accessChanges.simulate.mutationOptions());
  const run = (asked: Change, cursor?: string) =>
    simulate.mutate(
      { id: scanId, text: asked.text, deletions: [...asked.deletions], limit: 50, ...(cursor === undefined ? {} : { cursor }) },
      { onSuccess: (page) => setPages(cursor === undefined ? [page] : [...pages, page]) },
    );
  const [asked, setAsked] = useState<Change>(empty);
  const next = pages.at(-1)?.next;
  return (
    <div className="h-full overflow-y-auto px-8 pt-6 pb-10 narrow:h-auto narrow:px-4 narrow:pt-4">
      <ChangeEditor
        change={change}
        onChange={setChange}
        busy={simulate.isPending}
        onRun={() => {
          setPages([]);
          setAsked(change);
          run(change);
        }}
      />
      {simulate.isError ? <Refused error={problemOf(simulate.error)} /> : null}
      {simulate.isPending && pages.length === 0 ? <Waiting /> : null}
      {pages.length === 0 ? null : (
        <SimulationResult
          pages={pages}
          stale={asked !== change}
          more={next === undefined ? undefined : { load: () => run(asked, next), busy: simulate.isPending }}
        />
      )}
    </div>
  );
}

function Refused({ error }: { error: ReturnType<typeof problemOf> }) {
  return (
    <div className="mt-4 rounded-panel border border-line bg-panel">
      <ErrorState error={error} />
      {error.issues === undefined || error.issues.length === 0 ? null : (
        <ul aria-label="What is wrong" className="border-line border-t px-5 py-3 text-12">
          {error.issues.map((issue) => (
            <li key={`${issue.path} ${issue.message}`} className="[overflow-wrap:anywhere]">
              {issue.path === "" ? null : <code className="text-ink">{issue.path}</code>} <bdi>{issue.message}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Waiting() {
  return (
    <div aria-busy="true" className="mt-6">
      <Skeleton className="mb-2 h-9 w-3/5" />
      <Skeleton className="mb-5 h-5 w-2/5" />
      <div className="rounded-panel border border-line bg-panel">
        <SkeletonRows rows={6} columns={3} />
      </div>
    </div>
  );
}

/** The page before its scan is known. */
export function SimulateSkeleton() {
  return (
    <div className="px-8 pt-6 narrow:px-4">
      <Skeleton className="mb-4 h-9 w-2/3" />
      <div className="h-56 rounded-panel border border-line bg-panel" />
    </div>
  );
}
