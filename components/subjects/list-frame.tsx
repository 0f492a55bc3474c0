"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { NotInAnswer } from "../access/answer-aside.tsx";
import type { Gap } from "../scans/gap-words.ts";
import { QueryView } from "../shell/query-view.tsx";
import { Panel } from "../ui/panel.tsx";
import { SkeletonRows } from "../ui/states.tsx";

interface ListFrameProps<T> {
  readonly scanId: string;
  readonly query: UseQueryResult<T, Error>;
  readonly children: (list: T) => ReactNode;
}

/** A list below its filters: what of the scan is not in it, then its rows, or the state in which it has none yet. */
export function ListFrame<T extends { readonly complete: boolean; readonly gaps: readonly Gap[] }>({
  scanId,
  query,
  children,
}: ListFrameProps<T>) {
  const loading = (
    <Panel>
      <SkeletonRows rows={14} columns={5} />
    </Panel>
  );
  return (
    <QueryView query={query} skeleton={loading}>
      {(list) => (
        <>
          {list.complete ? null : (
            <div className="mb-4">
              <NotInAnswer scanId={scanId} gaps={list.gaps} />
            </div>
          )}
          <Panel>{children(list)}</Panel>
        </>
      )}
    </QueryView>
  );
}
