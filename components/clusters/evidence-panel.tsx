"use client";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { problemOf } from "#client/problem.ts";
import { VerdictGlyph } from "../ui/glyphs.tsx";
import { Panel } from "../ui/panel.tsx";
import { ErrorState, SkeletonRows } from "../ui/states.tsx";
import { Time } from "../ui/time.tsx";

interface EvidencePanelProps<T> {
  readonly title: string;
  readonly query: UseQueryResult<T, Error>;
  readonly children: (data: T) => ReactNode;
}

/** What was uploaded beside the scans, or what it would show. Who sees a part of the cluster sees none of it. */
export function EvidencePanel<T>({ title, query, children }: EvidencePanelProps<T>) {
  const problem = query.error === null ? undefined : problemOf(query.error);
  if (problem?.code === "notFound") return null;
  return (
    <Panel title={title}>
      {problem === undefined ? null : <ErrorState error={problem} retry={() => void query.refetch()} />}
      {query.isPending ? <SkeletonRows rows={3} columns={2} /> : null}
      {query.data === undefined ? null : <div className="grid gap-3 px-4 py-3">{children(query.data)}</div>}
    </Panel>
  );
}

/** What is not assessed because nothing was uploaded, as a sentence. */
export function NothingUploaded({ children }: { children: ReactNode }) {
  return (
    <p className="flex gap-2">
      <VerdictGlyph verdict="notAssessed" className="mt-1" />
      <span className="min-w-0 text-ink-2">{children}</span>
    </p>
  );
}

export function UploadedBy({
  of: { uploadedAt, uploadedBy },
}: {
  of: { readonly uploadedAt: string; readonly uploadedBy: string };
}) {
  return (
    <>
      <Time at={uploadedAt} /> by <bdi>{uploadedBy}</bdi>
    </>
  );
}
